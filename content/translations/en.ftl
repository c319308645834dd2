### Everything Limber says, in English. Texts may use <b>, <i> and <code>; values are escaped by the bot.

## Dates and numbers

weekday-0 = Mon
weekday-1 = Tue
weekday-2 = Wed
weekday-3 = Thu
weekday-4 = Fri
weekday-5 = Sat
weekday-6 = Sun
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
date-short = { $day } { $month }
date-long = { $weekday } { $day } { $month }
day-today = today
day-tomorrow = tomorrow, { $weekday }
days-every = every day
days-working = Monday to Friday
list-and = and
minutes = { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}
days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
dose-hold = { $hold } s × { $repetitions }{ $each ->
    [yes] {" "}each side
   *[no] {""}
}{ $sets ->
    [one] {""}
   *[other] {" "}× { $sets } sets
}
dose-steady = { $minutes ->
    [0] { $seconds } seconds
    [one] 1 minute
   *[other] { $minutes } minutes
}

## Words people type (lower case, separated by "|")

read-weekday-0 = mon|monday|mondays
read-weekday-1 = tue|tues|tuesday|tuesdays
read-weekday-2 = wed|weds|wednesday|wednesdays
read-weekday-3 = thu|thur|thurs|thursday|thursdays
read-weekday-4 = fri|friday|fridays
read-weekday-5 = sat|saturday|saturdays
read-weekday-6 = sun|sunday|sundays
read-every-day = every day|everyday|daily|all
read-working-days = weekdays|workdays
read-weekend = weekend|weekends
read-days = d|day|days
read-weeks = w|week|weeks
read-fillers = and|at|on
read-each-side = each side|both sides|per side|every side|each leg|both legs|per leg|each arm|both arms|per arm|l/r|r/l
read-seconds = s|sec|secs|second|seconds|"|″
read-minutes = m|min|mins|minute|minutes|'|′
read-repetitions = times|reps|rep|repetitions

## Commands, as the menu describes them

command-start = Begin, or see where we are
command-today = Start today's routine now
command-streak = Your streak and the last five weeks
command-progress = How it adds up, in pictures
command-times = When I remind you
command-zone = Your time zone
command-pause = Let reminders rest for a while
command-resume = Start reminders again
command-pain = Note how much it hurts
command-symptoms = New worrying symptoms
command-library = Look at the exercises
command-mine = Your own routines
command-learn = Read about sciatica
command-settings = See and change your settings
command-export = Take your data along
command-privacy = What I keep about you
command-forget = Delete everything about me
command-help = What I can do

bot-short-description = A short stretch routine a day for people who live with sciatica or low-back pain. Free, open, no promises.
bot-description = I send you a short, gentle stretch routine at the time you choose. I count the holds with you and keep your streak. General movement tips, not medical advice.

## The first talk

onboarding-welcome =
    <b>Hello { $name }. I'm Limber.</b>

    Once a day I bring you a short stretch routine for a sore back or sciatica (nerve pain down the leg).

    { safety-disclaimer-short }

    I keep what you tell me. /privacy says more, /forget deletes it.

    Are you 18 or over, and is that OK?
onboarding-welcome-accept = Yes, let's start
onboarding-welcome-decline = No, thanks
onboarding-safety-intro = <b>First, a quick safety check</b> ({ $number } of { $all })
onboarding-safety-no = No
onboarding-safety-yes = Yes
onboarding-safety-2-which-both = Both legs, or fast getting weaker
onboarding-safety-2-which-foot = One weak foot
onboarding-safety-2-which-neither = Neither of these
onboarding-red-checked = I've been checked
onboarding-red-list = Show the list
onboarding-red-list-checked = I've been checked
onboarding-red-list-back = Back
onboarding-today-cleared = A clinician said I can exercise
onboarding-today-pause = Pause for now
onboarding-ask-first-gentle = Use the gentle list
onboarding-ask-first-fine = They said it's fine
onboarding-ask-first-not-now = Not now
onboarding-zone =
    <b>What time is it where you are?</b>

    { safety-all-clear }

    Is this your clock? If not, type your city, or share a location pin (📎 → Location).
onboarding-zone-after-filter =
    <b>What time is it where you are?</b>

    Is this your clock? If not, type your city, or share a location pin (📎 → Location).
zone-more-than-one = There is more than one place with that name. Which clock is yours?
zone-choice = { $city } · { $time }
onboarding-times =
    Got it: { $zone }, where it is { $time } now.

    <b>When should I remind you?</b>

    Pick one, or type your own, like <code>7:30</code> or <code>7:30 19:00</code>.
times-pair = { $first } and { $second }
onboarding-days =
    <b>On which days?</b>

    Pick, or type them, like <code>mon wed fri</code>. Rest days never hurt your streak.
days-choice-every-day = Every day
days-choice-working-days = Monday to Friday
days-choice-pick = Let me pick
onboarding-pick-days =
    <b>Tap the days you want.</b> Then tap the first button.
days-done = Done: { $days }
days-done-none = Pick at least one day
onboarding-kit =
    <b>Where can you stretch, and what do you have?</b>

    Tap to switch on or off. Nothing to buy: a belt is a strap, a stair is a step.
kit-done = All right
place-floor = Floor
place-bed = Bed
place-chair = Chair
place-standing = Standing
equipment-mat = Mat
equipment-strap = Strap
equipment-wall = Wall
equipment-step = Step
onboarding-bending =
    <b>Last one.</b> What does bending forward do to your <b>leg</b> pain? Think of tying shoes, or sitting long.
bending-unclear = No clear pattern
bending-brings-on = Brings it on
bending-eases = Eases it
joined =
    <b>All set, { $name }.</b>

    First reminder: <b>{ $when }</b> ({ $zone }).
    I'll remind you at { $times }, { $days }.

    Try it now? It takes about { $minutes }.
joined-no-plan =
    <b>All set, { $name }.</b>
declined = That's fine. I have kept nothing. If you change your mind, send /start.
held-pause = All right. Reminders are paused, and I won't start a routine. When you have been seen, send /start.
held-not-now = No problem. Reminders are paused for now. Come back with /start when you have asked.
welcome-back =
    <b>Welcome back, { $name }.</b>

    { $next ->
        [none] You have no reminder set. /times sets one.
       *[other] Next reminder: <b>{ $next }</b>.
    }
welcome-back-paused =
    <b>Welcome back, { $name }.</b>

    Your reminders rest right now. /resume brings them back.

## Safety: the same calm words every time. { $numbers } is the line of emergency numbers.

safety-region-eu = EU
safety-region-uk = UK
safety-region-us-canada = US and Canada
safety-region-australia = Australia
safety-region-new-zealand = New Zealand

safety-q1 = Is there new numbness or tingling between your legs, round your bottom or your genitals? Or new trouble with peeing, pooing or sex?
safety-q2 = Is the pain, weakness or numbness in <b>both</b> legs? Or is one leg or foot getting weaker?
safety-q2-which = Which one is it?
safety-q3 = Did this start after a bad fall or a crash? Or is there chest pain with it?
safety-q4 = Do you have a fever, feel very ill, or lose weight for no reason? Cancer, now or in the past? Or night pain that never eases?
safety-q5 = Do you have weak bones (osteoporosis)? A broken bone in your spine, ever? Or have you taken steroid tablets for months?
safety-q6 = Are you pregnant, or did you give birth in the last 12 weeks?
safety-q7 = Did you have back, hip or knee surgery in the last 12 months? Do you have heart or blood pressure problems that are not under control? Or were you told not to exercise?

safety-stop-red =
    ⛔ <b>Please stop here.</b>

    What you told me can be an emergency.

    <b>Go to an emergency department now, or call your emergency number.</b>
    { $numbers }
    Anywhere else, call the number you know.

    Do not exercise. Do not wait to see if it passes. Do not drive yourself.

    Say that you have back or leg pain, and what else you noticed.

    Your reminders are paused.
safety-stop-today =
    🟠 <b>Please get this checked today, before you exercise.</b>

    Call your doctor or your health line (in the UK: 111).

    Numb between the legs, or trouble peeing or pooing? Then call your emergency number at once:
    { $numbers }

    Your reminders are paused.
safety-ask-first =
    🟡 <b>Thank you. Some moves may not suit you.</b>

    Please ask your doctor, midwife or physio first.

    Until then there is a gentle list. It leaves out the moves that may not suit you.
safety-all-clear = Nothing on this short list came up. It is not a medical check. If anything on it starts later, press “New symptoms”.
safety-list =
    <b>Is any of this new for you, together with back or leg pain?</b>

    • Numb, tingling or odd feeling between your legs: inner thighs, genitals, bottom. Toilet paper feels different.
    • Peeing: hard to start, cannot go, weak flow, little feeling, leaking, cannot hold it. Or you cannot tell if you are full or empty.
    • Pooing: you cannot hold it, or cannot feel it.
    • Sex: feeling in your genitals is gone, or new trouble with erection or climax.
    • Leg pain on both sides, or one side that has become both.
    • Both legs weak or numb, strongly or more and more. New trouble with walking.
    • Chest pain with the back pain.
    • Back pain that began after a bad accident.
    • Sudden tearing pain in belly or back, and you feel faint.

    <b>One of these is enough.</b> Go to an emergency department now, or call your emergency number.
    { $numbers }
    Anywhere else, call the number you know. Do not drive yourself.

    A foot that newly slaps, drags or trips, or a fever with back pain? Get it checked <b>today</b>.
safety-disclaimer-short = These are general movement tips, not medical advice. Ask a doctor or physio before you start. Stop if something feels wrong.
safety-disclaimer-long =
    Limber shares general tips on gentle exercise. It reminds you when you ask it to.

    It is not a medical device. It cannot diagnose, treat or cure anything. It does not replace a doctor or physio.

    You choose what to do and how far to go. Exercise can leave you sore. Now and then it can make things worse. Stop and get help if you notice a sign listed under “New symptoms”.

    Nobody watches this chat. In an emergency, call your local number.

    The exercises come from published sources that the project names. No clinician has reviewed these texts yet, and nobody has checked if the moves suit you.
safety-pain-amber = That is a bit much. Go smaller, or take a break.
safety-pain-red = That is too much. Stop for now. A short, easy walk is fine if it feels OK. If it stays like this, talk to a doctor or physio.
safety-travelled-down = Has the pain moved down your leg? Then stop this move. Walk a little if it feels OK. I will leave this move out for now.
safety-moved-up = Has the pain moved up towards your back? That is often a good sign. Carry on gently.

## Asking again

again-choice = Please tap one of the buttons.
again-times = I couldn't read that. Type times like 7:30 or 19:00, six at most.
again-days = I couldn't read that. Type days like mon wed fri.
again-zone = I don't know that place. Try a bigger city near you, or a name like Europe/Berlin.
again-pin = That pin is out at sea. Type the nearest city instead.
again-kit = Please leave at least one place switched on.
again-hour = I couldn't read that. Type a time like 03:00.
again-pause = I couldn't read that. Type a length like 3 days, or a date ahead like { $example }.
again-goal = Please pick a number of days from 2 to 7.
again-own-move = Please press a move, or send a photo, video or GIF of your own.
again-own-caption = I need a dose in the caption, such as <i>Hip opener, 3 × 20 s each side</i> or <i>2 × 15</i>. Please send it again with one. Ten minutes a hold, 60 times and ten sets are the most.
again-own-full = Eight moves are the most. You can save it now.
again-own-name = Please type a name in a few words.
again-fill = I can go back seven days. Please pick one of these.
again-pain = Please give me a whole number from 0 to 10.

## Changing things

times-times =
    <b>When shall I remind you?</b>

    Now: { $times }, { $days }.
    Pick one, or type your own, like <code>7:30 19:00</code> or <code>7:30 mon wed fri</code>.
days-days =
    <b>On which days?</b>

    Now: { $days }. Pick, or type them, like <code>mon wed fri</code>.
days-pick-days = <b>Tap the days you want.</b> Then tap the first button.
zone-zone =
    <b>Where are you now?</b>

    Your clock: { $zone }, { $time }.
    Share a location pin (📎 → Location), or type a city or a zone name.
kit-kit =
    <b>Where can you stretch, and what is at hand?</b>

    Tap to switch on or off.
bending-bending = What does bending forward do to your <b>leg</b> pain? Think of tying shoes, or sitting long.
day-start-day-start =
    <b>When does your day end?</b>

    Now: { $time }. What you do before that hour counts for the day before.
pause-until =
    <b>How long shall reminders rest?</b>

    Pick, or type a length like <code>3 days</code>. A pause never hurts your streak.
pause-choice-1 = Just today
pause-choice-3 = 3 days
pause-choice-7 = 1 week
pause-choice-14 = 2 weeks
pause-choice-open = Until I say so
pause-choice-never-mind = Don't pause
pain-score =
    <b>How much does it hurt right now, in your back?</b>

    0 = no pain, 10 = the worst you can imagine.
pain-leg = <b>And in your leg?</b> 0 = no pain, 10 = the worst you can imagine.
pain-reach = <b>How far down does it go?</b>
pain-recheck =
    <b>A quick safety check.</b> Is any of this new for you?

    Numb between your legs. Trouble peeing, pooing or sex. Both legs sore, weak or numb. A foot or leg that gets weaker. A bad fall. Chest pain.
pain-recheck-nothing = Nothing new
pain-recheck-something = Something is new
pain-after-flare = That is the second sore session running. I suggest two soft days. Shall I?
pain-after-physio = That is the third sore session in a week. Please stop the plan for now and talk to a physio or doctor. Soft moves and easy walks are fine if they feel OK.
skipped-often = You have skipped { $move } three times. Replace it, keep it, or make it shorter?
skipped-out = Replace
skipped-kept = Keep
skipped-easier = Shorten
pain-skip = Skip
reach-back = Back
reach-buttock = Bottom
reach-thigh = Thigh
reach-below-knee = Shin
reach-foot = Foot
forget-confirm =
    <b>Delete everything I keep about you?</b>

    Your times, filters, sessions, pain notes and streak will be gone for good. The messages in this chat stay until you delete them in Telegram.
forget-delete = Yes, delete everything
forget-keep = No, keep it

set-times = Done. I ring at <b>{ $times }</b>, { $days }. Next: <b>{ $next }</b>.
set-zone = Done. Your clock is { $zone }, { $time } now. Next reminder: <b>{ $next }</b>.
set-zone-no-plan = Done. Your clock is { $zone }, { $time } now.
set-kit = Done. I'll keep to what you can do there.
set-bending = Done. I'll choose with that in mind.
set-day-start = Done. Your day ends at { $time }.
set-pause = Reminders rest until <b>{ $until }</b>. Your streak is safe. /resume ends the pause early.
set-pause-open = Reminders rest until you send /resume. Your streak is safe.
back-again = Good to have you back. While I could not reach you, your reminders rested. They are on again.
set-resume = Welcome back. Next reminder: <b>{ $next }</b>.
not-paused = Your reminders are running. Next: <b>{ $next }</b>.
no-plan = You have no reminder yet. /times sets one.
pain-noted-back = Noted: back <b>{ $back } of 10</b>.
pain-noted-leg = Noted: leg <b>{ $leg } of 10</b>{ $reach ->
    [back] , from the back
    [buttock] , down to your bottom
    [thigh] , down to your thigh
    [below-knee] , down below the knee
    [foot] , down to your foot
   *[none] {""}
}.
pain-noted-both = Noted: back <b>{ $back } of 10</b>, leg <b>{ $leg } of 10</b>{ $reach ->
    [back] , from the back
    [buttock] , down to your bottom
    [thigh] , down to your thigh
    [below-knee] , down below the knee
    [foot] , down to your foot
   *[none] {""}
}.
pain-went-down = It goes further down your leg than last time. Leave the moves for today. Walk a little if it feels OK. If it stays lower for more than a day, talk to a doctor or physio.
pain-went-up = It has moved up since last time. That is often a good sign. Carry on gently.
pain-not-noted = All right, no note this time.
nothing-changed = Nothing changed.
forgotten = Done. Everything about you is deleted. If you want to start again one day, send /start.
streak-now = Your streak: <b>{ $days }</b>.
cleared = Good to hear. Reminders are on again. Start small, and stop if anything feels wrong.
cleared-not-joined = Good to hear. Send /start to go on.
no-symptoms = Good. If anything on that list starts later, send /symptoms at once.

button-change-times = Times
button-change-days = Days
button-change-zone = Time zone
button-change-kit = Places and things
button-change-bending = Bending
button-change-day-start = End of day
button-change-goal = Weekly goal
button-try-now = Try it now
button-start-today = Stretch now
button-one-minute = Just 1 minute
button-streak = Show my streak
button-progress = More pictures
button-export = Take my data along
button-mine = My routines
button-shared = Look at the shared routine
button-fill = Add a day
button-undo = Undo last
button-symptoms = New symptoms
button-settings = Settings
button-pictures-still = Keep pictures still
button-pictures-moving = Let pictures move
button-library = Exercises
button-pause = Pause reminders
button-resume = Start reminders again
button-start-over = Start

## Reminders

reminder =
    <b>Time for { $minutes } of stretching, { $name }.</b>

    { $routine }: { $moves }.
reminder-late =
    <b>Time for { $minutes } of stretching, { $name }.</b>

    This was meant for { $due }. I couldn't reach you then, so it comes late.

    { $routine }: { $moves }.
reminder-nudge = Just one more nudge for today.
reminder-last =
    <b>I haven't heard from you for a while, { $name }, so I stop ringing.</b>

    That is fine. One tap and I am back, at the same times as before.
button-remind-again = Remind me again
reminder-sore = The soft days are over. Still sore? Then take two more.
button-still-sore = Still sore
left-out = Left out for you: { $moves }.
left-out-why = { $move } ({ $why })
why-bend = bends you forward
why-arch = arches your back
why-bone = strong bend or twist
why-pregnancy = not in pregnancy
why-surgery = after surgery
why-no-floor = needs the floor
why-place = no place for it
why-equipment = needs { $things }
why-locked = comes later
why-morning = bends you forward, and it is early
why-straight-leg = waits until your leg is calmer
why-aside = put aside for now
reminder-start = Start
reminder-short = 1 minute
reminder-later = Later…
reminder-not-today = Not today
snooze-ask = When shall I come back?
snooze-10m = In 10 minutes
snooze-30m = In 30 minutes
snooze-1h = In 1 hour
snooze-3h = In 3 hours
snooze-evening = This evening
snooze-back = Back
snoozed = OK. I'll be back at <b>{ $time }</b>.
not-today = OK, not today. See you next time.
reminder-started = Here we go.
reminder-over = That reminder is from another day. /today starts a routine.

## The plan

command-plan = Where you are in the six weeks
plan-title = Today's plan
plan-description = What the six weeks have for today.
sessions = { $n ->
    [one] 1 session
   *[other] { $n } sessions
}
length-short = short
length-usual = as usual
length-full = the whole list
plan =
    <b>Week { $level } of { $all }</b>

    The last 7 days: { $done }. Length: { $length }.
plan-finished =
    <b>Six weeks done.</b> Now 2 or 3 days a week keep it going.

    The last 7 days: { $done }. Length: { $length }.
plan-soft = Soft moves only until { $when }.
plan-asks = I ask before I change anything. You can go down a week at any time, and up one week after a good one.
plan-aside-out = Left out until { $until }: { $move }
plan-aside-easier = Easier until { $until }: { $move }
plan-bring-back = Bring back: { $move }
plan-look-back = Weekly look back
plan-did-up = <b>Up to week { $level }.</b>
plan-did-down = <b>Down to week { $level }.</b>
plan-did-accept = <b>Done.</b> This is your plan now.
plan-did-short = <b>Done.</b> Sessions are short from now on.
plan-did-usual = <b>Done.</b> Sessions have their usual length again.
plan-did-full = <b>Done.</b> From now on you get the whole list.
plan-did-other = <b>Done.</b> The next sessions bring other moves.
plan-did-soft = <b>Done.</b> Two soft days, then I ask how it is.
plan-did-soft-off = <b>Done.</b> The plan goes on as usual.
plan-did-nudge = <b>Done.</b> If a reminder stays open, I nudge once more 3 hours later.
plan-did-nudge-off = <b>Done.</b> No second nudge.
plan-do-up = Up a week
plan-do-down = Down a week
plan-do-short = Shorter sessions
plan-do-usual = Usual length
plan-do-full = Longer sessions
plan-do-other = Other moves
plan-do-soft = Two soft days
plan-do-soft-off = End soft days
plan-do-nudge = One nudge a day more
plan-do-nudge-off = No extra nudge
button-plan = My plan
button-why = Why these?
why-these = <b>Why these moves today?</b>
why-line-plan = • { $move }: week { $level } of the plan
why-line-instead = • { $move }: in the place of { $other } ({ $why })
why-line-sore = • { $move }: soft, for a sore day
why-line-hour = • { $move }: fits you and the hour
aside-out = { $move } stays out for 4 weeks. Something else takes its place.
aside-easier = { $move } comes shorter for the next 4 weeks.
aside-kept = { $move } stays as it is.
aside-back = { $move } is back.
not-for-you = This one is left out for you right now. The library says why.

## The weekly look back

look-back-praise =
    <b>Goal met: { $done } of { $goal } days.</b>

    That is { $minutes } of stretching in the last 7 days.
look-back-calm =
    <b>Your last 7 days: { $done } of { $goal } days.</b>

    Today is a sore day, so take it gently.
look-back-ask =
    <b>Your last 7 days: { $done } of { $goal } days.</b>

    What got in the way? A tap, and I change the plan with you.
look-back-step-up = The week went well. Shall we go up to week { $next }?
look-back-step-repeat = I suggest week { $level } once more. Shall we?
look-back-step-back = I suggest going back to week { $next }, so that it feels easy. Shall we?
look-back-step-physio = This is the third time round for week { $level }. A physio can look at what holds it up. Shall we stay here meanwhile?
look-back-step-finish = You have done the six weeks. Now 2 or 3 days a week keep it going. Shall we?
look-back-do-up = Yes, up a week
look-back-do-repeat = Same week again
look-back-do-back = Yes, go back
look-back-do-physio = Same week again
look-back-do-finish = Yes, keep it going
look-back-better = { $region }: from { $start } at the start to { $now }. That is a change most people would notice. It could be the moves, time, or both.
look-back-same = { $region }: about the same as at the start ({ $start } → { $now }).
look-back-worse = { $region }: higher for two weeks ({ $start } → { $now }).
look-back-help = Please talk to a doctor or physio about it. Soft moves are fine meanwhile, if they feel OK.
look-back-less = On days after a session you noted { $points } less for your { $region } ({ $after } days beside { $other } others). It may be chance.
look-back-more = On days after a session you noted { $points } more for your { $region } ({ $after } days beside { $other } others). It may be chance.
region-back = back
region-leg = leg
barrier-no-time = No time
barrier-forgot = I forgot
barrier-sore = Too sore
barrier-bored = Bored
barrier-not-helping = It doesn't help
barrier-away = I was away
barrier-other = Something else
tip-no-time = <b>One minute counts.</b> Tie it to something you do each day, like the first cup of tea.
tip-forgot = <b>Put the mat where you trip over it.</b> A second nudge or another hour may help, too.
tip-sore = <b>Sore days are part of it.</b> Soft moves at half effort are enough. If it stays bad, or is new, talk to a doctor or physio.
tip-bored = <b>A change may do you good.</b> Other moves train the same parts.
tip-not-helping = <b>It often takes some weeks, and it does not help everybody.</b> Try other moves. If nothing has changed after 6 weeks, ask a physio.
tip-away = <b>Away is away.</b> A pause never hurts your streak.
tip-other = <b>Thanks for telling me.</b> Less is fine, and so is a break.
help-shorter = Shorter sessions
help-other-time = Another time
help-nudge = Nudge me once more
help-soft = Two soft days
help-other-moves = Other moves
help-pause = Pause reminders
help-none = Leave it as it is
look-back-day =
    <b>On which day shall we look back on the week?</b>

    Now: { $day }, at 18:30.
look-back-no-day =
    <b>On which day shall we look back on the week?</b>

    Now: never.
look-back-never = Never

## The player

card-title = <b>{ $title }</b> · { $position } of { $all }
card-dose = { $dose }{ $easier ->
    [yes] {" "}· easier form
   *[no] {""}
}
player-ready = <b>Get ready</b> · starts in { $left } s
player-ready-side = <b>Get ready: { $side }</b> · starts in { $left } s
player-ease-in = <b>Ease in{ $what }</b> · then hold { $hold } s
player-hold = <b>Hold{ $what } · { $left } s</b>
player-count = <b>{ $count } of { $repetitions }{ $what }</b> · { $hold } s each
player-steady = <b>Keep going · { $left }</b>
player-switch = <b>Change sides</b> · { $side } in { $left } s
player-again = <b>Let go</b> · again in { $left } s
player-rest = <b>Rest</b> · set { $set } of { $sets } in { $left } s
film-ready = <b>Get ready</b> · { $seconds } s, watch the ring
film-ready-side = <b>Get ready: { $side }</b> · watch the ring
film-hold = <b>Hold{ $what } · { $hold } s</b> · watch the ring
film-switch = <b>Change sides</b> · { $side }, when the ring is full
player-paused = <b>Paused.</b> Take your time.
player-away = <b>I lost touch for a moment.</b> The clock stood still for you.
player-more = <b>The clock stands still.</b> What do you need?
player-hurt = <b>Stop. Come out of it slowly.</b> What is it?
player-repetition = Round { $repetition } of { $repetitions }
player-set = set { $set } of { $sets }
player-what-side = : { $side }
player-what-part = : { $part }
side-first = right leg
side-other = left leg
clock-time = { $minutes }:{ $seconds }
card-sore-back = <b>How sore is your back right now?</b> 0 = not at all, 10 = the worst. Or tap Go.
card-sore-leg = <b>And your leg?</b> 0 = not at all, 10 = the worst. Or tap Go.
card-flare = A gentler day: half the effort is enough.
card-feel = ✅ <b>Feel:</b> { $feel }
card-stop = ✋ <b>Stop if:</b> { $stop }
card-easier = 🪶 <b>Easier:</b> { $easier }
card-for-you = 👉 <b>For you:</b> { $note }
card-done = ✅ { $title }
card-easier-done = ✅ { $title } (easier)
card-skipped = ⏭ { $title }, skipped
card-hurt = ✋ { $title }, left out
card-left = { $title }
card-stopped = ⏹ { $title }, stopped
press-go = Go
press-done = Done
press-back = Back
press-skip = Skip
press-easier = Easier
press-hurt = It hurts
press-pause = Pause
press-resume = Carry on
press-end = End
press-no-score = Go
press-how = How
press-more = More
press-less = Less
hurt-pull = Too strong: easier
hurt-joint = Joint pain
hurt-sharp = Sharp
hurt-leg = Down the leg
hurt-numb = Numb, weak
hurt-dizzy = Dizzy, unwell
hurt-resume = It's fine
hurt-word-joint = Stop this one. I'll leave it out for 3 days.
hurt-word-sharp = Good that you stopped. Sharp pain is a no. I leave this one out for 7 days.
hurt-word-leg = Pain that moves down the leg is a stop. Walk a little if it feels OK. I leave this one out for 7 days.
hurt-word-dizzy = Stop here. Sit or lie down until it has passed.
press-symptoms = New symptoms
hurt-word = Leave it for today. A little walk is fine.
finished =
    <b>Well done, { $name }. { $moves } in { $minutes }.</b>
stopped-some =
    <b>Good that you listened to your body.</b> What you did counts: { $moves }.
stopped-none =
    <b>All right, we stop here.</b> Even lying down was a start.
left =
    <b>I have closed the session.</b> It had stood still for a while. /today starts a new one.
moves = { $n ->
    [one] 1 exercise
   *[other] { $n } exercises
}
log-line-done = ✅ { $title } · { $dose }
log-line-easier = ✅ { $title } · { $dose }, easier
log-line-skipped = ⏭ { $title }
log-line-hurt = ✋ { $title }
log-line-stopped = ⏹ { $title }
finished-ask = <b>How much does it hurt right now, in your back?</b> 0 = no pain, 10 = the worst you can imagine.
finished-red =
    <b>That was { $moves }.</b> Enough for today.
after-finish = See you next time.
symptoms-stopped = I stopped the session.
unwell =
    <b>We stop here.</b> Sit or lie down until it has passed. Drink some water.

    Does it stay, do you faint, or does your chest hurt? Then call your emergency number at once.

## Streak

streak-caption =
    🔥 Streak: <b>{ $current }</b>. Best: { $best }.
    Freezes: { $freezes }. Habit strength: { $strength } of 100.
streak-caption-rest =
    🌱 <b>Best: { $best }</b>. Last 30 days: { $last }.
    Habit strength: { $strength } of 100. Today is a good day to go on.
streak-week = This week: { $done } of { $goal } days.{ $weeks ->
    [0] {""}
    [one] {" "}Goal met for 1 week.
   *[other] {" "}Goal met for { $weeks } weeks in a row.
}
streak-frozen = ❄️ A freeze kept your streak on { $days }. Freezes left: { $left }.
streak-caption-new =
    🌱 Streak: 0. It starts with your first session.
streak-alt = The last five weeks: { $said }.
streak-alt-none = nothing yet
chart-count = { $days } { $mark }
chart-done = done
chart-filled = filled in
chart-frozen = freeze
chart-paused = pause
chart-rest = rest
chart-missed = missed
milestone = ⭐ { $n ->
    [one] <b>Your first day.</b> The start is made.
    [2] <b>Your second day.</b>
    [3] <b>Your third day.</b>
   *[other] <b>{ $n } days of stretching</b>, all together.
}
progress-next = Next: { $page }
progress-page-days = Days
progress-page-pain = Pain
progress-page-minutes = Minutes
progress-page-exercises = Exercises
progress-title-days = Last five weeks
progress-title-pain = Pain, last eight weeks
progress-title-minutes = Minutes of stretching a week
progress-title-exercises = Exercises, last eight weeks
progress-none-pain = No pain notes yet. /pain takes one.
progress-none-minutes = No minutes yet. /today starts the first ones.
progress-none-exercises = No exercises yet. /today starts the first ones.
progress-region-back = Back
progress-region-leg = Leg
progress-sessions = sessions
progress-pain-note = Dots: days. Bars: middle value of a week. Band: 2 points around the start.
progress-pain = <b>{ $region }</b>, middle value of each week: { $weeks }.
progress-pain-too-few = Too few notes to say more yet.
progress-pain-low-start = It was low from the start, so this says little.
progress-pain-same = No clear change yet ({ $start } → { $now }). That is common in the first weeks.
progress-pain-better = From { $start } at the start to { $now }. That is a change most people would notice. It could be the moves, time, or both.
progress-pain-worse = Higher for two weeks ({ $start } → { $now }). Please talk to a doctor or physio.
progress-minutes = Minutes a week, oldest first: { $weeks }. This week so far: { $now }.
progress-minutes-note = The pale bar is this week. It is still open.
progress-exercises = What came of each exercise in the last eight weeks:
progress-tally = <b>{ $title }</b>: { $done } done{ $easier ->
    [0] {""}
   *[other] , { $easier } easier
}{ $skipped ->
    [0] {""}
   *[other] , { $skipped } skipped
}{ $hurt ->
    [0] {""}
   *[other] , { $hurt } hurt
}
outcome-done = done
outcome-easier = easier
outcome-skipped = skipped
outcome-hurt = hurt
mine = { $n ->
    [0] <b>Your own routines.</b> There is none yet. Pick moves from the library, or bring your own: a photo or video from your physio, say.
    [one] <b>Your own routine</b>
   *[other] <b>Your { $n } own routines</b>
}
own-new = New routine
own-usual-name = My routine
own-moves =
    <b>Pick the first move.</b>

    Or send me a photo, video or GIF of your own move. Write the dose in its caption, such as <i>Hip opener, 3 × 20 s each side</i>.
own-moves-next = One more? Press it, or send a photo, video or GIF with the dose in its caption.
own-moves-full = That is eight, the most that fit.
own-dose = How much of <b>{ $title }</b>?
own-ask-name = What shall I call it? Type a name, or take this one.
own-ask-rename = <b>{ $name }:</b> type the new name.
own-ask-slot = Which reminder shall bring it?
own-ask-drop = Delete <b>{ $name }</b>? What you did with it stays in your log.
own-choice-more = More moves…
own-choice-back = Another move
own-choice-ready = That's all
own-choice-take-back = Take the last one away
own-choice-never-mind = Never mind
own-choice-off = With none of them
own-choice-drop = Yes, delete it
own-page = <b>{ $name }</b> · { $minutes }
own-comes-with = Comes with your reminder at { $times }.
own-brought = I know nothing of the moves that you brought along, so no filter of mine looks at them. Ask whoever showed you.
own-nothing-fits = Nothing of it suits you just now.
own-start = Start
own-schedule = Put on a reminder
own-share = Share
own-rename = Rename
own-drop = Delete
own-back = All my routines
own-back-one = Back to it
own-kept = Saved: <b>{ $name }</b>.
own-renamed = It has a new name.
own-scheduled = Your reminder at { $time } brings it from now on. On a day when nothing of it suits you, I bring what does.
own-unscheduled = Your reminders bring what fits that day again.
own-dropped = It is gone.
own-most = Twenty routines are the most. Delete one first with /mine.
own-no-reminders = You have no reminders yet. /times sets one.
own-gone = That routine is gone. /mine shows those that you have.
own-not-shared = That routine is not shared any more.
own-shared = <b>Somebody shared a routine with you.</b> This is how it would look for you.
own-copy = Keep a copy
own-link =
    Whoever opens this link can look at <b>{ $name }</b> and keep a copy:
    { $url }

    They see its name, its moves and the pictures that you sent with them. Nothing else about you.
own-move = Own move
own-step = Do it just as you were shown.
own-feel = What you were told to feel, and no more pain than before.
own-stop = It hurts more, goes further down the leg, or you feel numb or dizzy.
own-easier = Half the hold, fewer times.
own-breathe = Breathe calmly.
own-why = You brought this one along.
fill-day =
    <b>Which day did you stretch without me?</b>

    Or were you ill or away? Pick the day. It goes back seven days and is marked as filled in.
fill-never-mind = Never mind
fill-what = <b>{ $day }:</b> what was it?
fill-stretched = I stretched
fill-away = I was ill or away
fill-none = There is no day to fill in. I can go back seven days.
filled-in = Filled in: <b>{ $day }</b>.
called-off = Noted: you were ill or away on <b>{ $day }</b>. It does not count against you.
undo-confirm-session =
    <b>Take the last session out?</b>

    It counts for { $day }. It will be gone from your log and your streak.
undo-confirm-by-hand = <b>Take out { $day }?</b> You had filled it in.
undo-undo = Yes, take it out
undo-keep = No, keep it
undo-none = There is nothing to take out yet.
undone = Done. I took the log of <b>{ $day }</b> out.
goal-goal =
    <b>How many days a week is your goal?</b>

    Rest is part of it. The streak of weeks counts the weeks that reach your goal.
goal-usual = As many as my reminder days
days-a-week = { $n } days a week
set-goal = Done. Your goal: <b>{ $goal }</b>.

## Library

library =
    <b>{ $n } exercises</b>

    Tap one to see it. They come from published sources. { $reviewed ->
        [0] No clinician has checked them yet.
        [one] A clinician has checked 1 of them.
       *[other] Clinicians have checked { $reviewed } of them.
    }
library-routines = Routines
library-exercises = Exercises
library-routine-list =
    <b>Ready-made routines</b>

    Tap one to see what is in it.
library-routine =
    <b>{ $title }</b> · about { $minutes }

    { $description }
library-try = Try it now
library-start-routine = Start this one
library-back = All exercises
library-back-routines = All routines
library-page = 📖 { $why }
library-reviewed = 🔎 { $reviewed ->
    [yes] A clinician has checked this move.
   *[no] No clinician has checked this move yet.
}

## Reading

learn =
    <b>Good to know</b>

    A lesson a day, { $lessons } in all, and { $n } short reads about sciatica. We wrote them from published sources. No clinician has reviewed them yet.
learn-page = { $title } · { $page } of { $all }
learn-next = Next
learn-back = Back
learn-next-article = Next: { $title }
learn-finish = Done
learn-all = All reads
learn-sources = Sources
learn-sources-title = <b>Sources</b> · { $title }
learn-source = { $n }. { $work } — { $backs }
lesson-today = Today's lesson: { $title }
lesson-again = Today's lesson again: { $title }
lesson-read = Lessons so far: { $n }
lesson-title = <b>{ $title }</b> · lesson { $number } of { $all }
lesson-own = <i>This one is our own advice, or about Limber itself.</i>
lesson-question = ❓ <b>{ $question }</b>
lesson-right = ✅ { $answer }. That's right.
lesson-not-quite = 💡 Not quite. The answer is: { $right }.
lesson-more = Read more: { $title }
lesson-list = <b>Your lessons so far</b>: { $n } of { $all }. Tap one to read it again.
learn-honest = Facts only are taken from them. The sentences are our own.

## Settings and the rest

settings =
    <b>Your settings</b>

    Reminders: { $times }, { $days }
    Next: { $next }
    Clock: { $zone }, { $time } now
    Where: { $places }
    At hand: { $things }
    Bending: { $bending }
    Your day ends at { $dayend }
    Goal: { $goal }
    Pictures: { $pictures ->
        [still] still, with a count in words
       *[moving] moving
    }
settings-none = nothing
settings-no-times = none yet
settings-paused = paused
export =
    <b>What shall I hand you?</b>

    The page for a clinician shows the last eight weeks. JSON and CSV hold everything that I keep about you.
export-pdf = One page for my clinician (PDF)
export-json = Everything as JSON
export-csv = Everything as CSV (zip)
export-pdf-file = Your last eight weeks on one page. You choose who sees it.
export-json-file = Everything that I keep about you, as JSON.
export-csv-file = Everything that I keep about you: one CSV file a table, in a zip.
export-more = Other files
report-title = { $name }: stretching and pain
report-period = { $first } to { $last }
report-days = Days with a session
report-minutes = Minutes of stretching
report-pain = { $region } pain, 0 to 10
report-pain-values = { $start } at the start, { $now } in the last seven days (middle values)
report-few = too few notes
report-hurt = “It hurts” was pressed at
report-hurt-none = no exercise
report-hurt-line = { $title } ({ $n }×)
report-disclaimer = Written by the person with Limber, a bot that reminds of stretches and counts along. Numbers are as they were tapped. They are no diagnosis, they show no cause, and no clinician has checked them. Weekly pain values are medians of at least three days.
privacy =
    <b>What I keep</b>

    Your Telegram id, first name, language and time zone. Your times and days. Filters, not your health answers. What you did and when, which lessons you read, and the pain scores you gave. Routines that you made, with the names of their pictures; Telegram keeps the pictures.

    All of it stays on the operator's machine, and nothing goes anywhere else but through Telegram. Bot chats are not end-to-end encrypted.

    /export hands it all to you. /forget deletes everything at once.
help =
    <b>I'm Limber.</b> I bring you a short stretch routine and count along.

    /today starts one now
    /streak and /progress show how it adds up
    /times, /zone, /pause, /resume set your reminders
    /pain notes how much it hurts
    /library shows every exercise, /mine your own routines
    /learn tells you about sciatica
    /symptoms if something new worries you
    /settings, /privacy, /forget

    { safety-disclaimer-short }
symptoms-list-none = None of these
symptoms-list-one = Yes, one of these
symptoms-red-checked = I've been checked
symptoms-red-again = Show the list again
symptoms-red-list-checked = I've been checked
symptoms-red-list-back = Back
symptoms-held-stay = Not yet
symptoms-held-checked = I've been checked
held =
    <b>I won't start a routine yet.</b>

    You told me something that needs a check first. Have you been seen?
not-joined = Let's get to know each other first. It takes two minutes.
nothing-fits = With your filters nothing is left that I would serve. /settings lets you change places and things.
charts-busy = Many people are looking at their progress right now. Please ask again in a minute.
stale-button = That button is from an earlier step.
no-question = I didn't get that. /today starts a routine, /help shows what I can do.
not-understood = I didn't get that. /today starts a routine, /help shows what I can do.
not-that-kind = I can't read that kind of message. Words and buttons work best.
group = I work in private chats only. Please write to me directly.
sorry = Sorry, something went wrong on my side. Nothing is lost. Please try again in a moment. ({ $id })
unknown-command = I don't know that command. /help shows what I can do.

## For operators: /admin

admin-people =
    <b>People</b>
    { $joined } joined, of { $known } who wrote
    { $paused } pause, { $unreachable } can't be reached
admin-now =
    <b>Right now</b>
    Sessions: { $sessions }
    Reminders overdue: { $overdue }{ $overdue ->
        [0] {""}
       *[other] {""}, the oldest for { $behind } s
    }
    Waiting to go out: { $waiting }
admin-since-start =
    <b>Since this copy started</b>
    Reminders: { $sent } sent, { $late } of them late, { $left } left out
    Telegram said “too fast” { $floods } times and “gone” { $unreachable } times
admin-lag = Half came within { $half ->
    [0] many hours
   *[other] { $half } s
}, 95 of 100 within { $most ->
    [0] many hours
   *[other] { $most } s
}.
button-admin = How is it now?
button-broadcast = Write to everybody
button-hush = Stop the broadcast
broadcast-text =
    <b>What shall I say to everybody?</b>

    Type it as plain text. You see it before it goes out to { $n } people.
broadcast-confirm =
    <b>This goes to { $n } people.</b> It comes without a sound. Who pauses gets nothing. To change it, type it again.
broadcast-send = Send it to everybody
broadcast-rewrite = Write it again
broadcast-never-mind = Never mind
broadcast-begun = It is on its way. I tell you when it is done.
broadcast-progress =
    <b>{ $state ->
        [done] The broadcast is done
        [stopped] The broadcast was stopped
       *[running] The broadcast is on its way: { $percent } %
    }</b>
    { $settled } of { $people } people: { $sent } got it, { $paused } pause, { $gone } are gone, { $unsure } unsure
again-broadcast = Please type it as one text of at most 1800 characters.
