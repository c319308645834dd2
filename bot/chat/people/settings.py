"""Settings, privacy, help and notices, with the next step as a button."""

from bot.chat import callback_data
from bot.chat.localizer import CLOCK, Localizer, SafeHtml
from bot.chat.message import Button, Message, rows
from bot.chat.next_steps import onboarding_keyboard, settings_keyboard, start_keyboard
from bot.domain.dialogs.settings import DIALOGS as SETTINGS
from bot.domain.people.person import Person
from bot.domain.progress.streak import usual_goal
from bot.domain.reminders.schedule import local_date
from bot.services.reminders.schedules import ReminderPlan


def settings(words: Localizer, person: Person, plan: ReminderPlan) -> Message:
    """Return the current settings, with buttons to change them."""
    profile = person.profile
    things = [words.say(f"equipment-{each.value}") for each in sorted(profile.equipment)]
    text = words.say(
        "settings",
        times=words.times(plan.times) or words.say("settings-no-times"),
        days=words.weekdays(plan.weekdays) if plan.weekdays else words.say("days-every"),
        next=next_reminder(words, person, plan) or words.say("settings-no-times"),
        zone=person.zone,
        time=words.clock(words.now(), person.zone),
        places=words.listed([words.say(f"place-{each.value}") for each in sorted(profile.places)]),
        things=words.listed(things) or words.say("settings-none"),
        bending=words.say(f"bending-{profile.bending.value}"),
        dayend=person.day_starts.strftime(CLOCK),
        goal=words.say("days-a-week", n=person.weekly_goal or usual_goal(plan.weekdays)),
        pictures="moving" if person.motion else "still",
    )
    buttons = [
        Button(words.say(f"button-change-{each.name}"), callback_data.open_("change", each.name))
        for each in SETTINGS
    ]
    motion = "still" if person.motion else "moving"
    buttons.append(
        Button(words.say(f"button-pictures-{motion}"), callback_data.open_("pictures", motion))
    )
    what = "resume" if is_paused(words, person) else "pause"
    return Message(
        text, (*rows(buttons, 2), (Button(words.say(f"button-{what}"), callback_data.open_(what)),))
    )


def next_reminder(words: Localizer, person: Person, plan: ReminderPlan) -> SafeHtml | None:
    """Return when the next reminder is due or that they are paused; None without a plan."""
    if is_paused(words, person):
        return words.say("settings-paused")
    return words.reminder_time(plan.next.at, person) if plan.next else None


def is_paused(words: Localizer, person: Person) -> bool:
    """Return whether reminders are paused today."""
    return person.is_paused(local_date(words.now(), person.zone))


def welcome_back(words: Localizer, person: Person, plan: ReminderPlan) -> Message:
    """Reply to /start from somebody who has joined."""
    if is_paused(words, person):
        resume = Button(words.say("button-resume"), callback_data.open_("resume"))
        text = words.say("welcome-back-paused", name=person.first_name)
        return Message(text, ((resume,), *start_keyboard(words)))
    upcoming = next_reminder(words, person, plan)
    text = words.say("welcome-back", name=person.first_name, next=upcoming or "none")
    return Message(text, (*start_keyboard(words), *settings_keyboard(words)))


def resumed(words: Localizer, person: Person, plan: ReminderPlan, *, was_paused: bool) -> Message:
    """Reply to /resume."""
    upcoming = next_reminder(words, person, plan)
    if upcoming is None:
        times = Button(words.say("button-change-times"), callback_data.open_("change", "times"))
        return Message(words.say("no-plan"), ((times,),))
    key = "set-resume" if was_paused else "not-paused"
    return Message(words.say(key, next=upcoming), start_keyboard(words))


def help_page(words: Localizer) -> Message:
    """Reply to /help."""
    return Message(words.say("help"), start_keyboard(words))


def privacy(words: Localizer) -> Message:
    """Reply to /privacy."""
    export = Button(words.say("button-export"), callback_data.open_("export"))
    return Message(words.say("privacy"), ((export,), *settings_keyboard(words)))


def notice(words: Localizer, person: Person | None, key: str, **values: object) -> Message:
    """Return one sentence with a button: to start a session, or onboarding before that."""
    joined = person is not None and person.joined_at is not None
    return Message(
        words.say(key, **values), start_keyboard(words) if joined else onboarding_keyboard(words)
    )
