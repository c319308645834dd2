"""The permit to send: the reasons that close it, and for how long."""

from bot.services.send_permit import Reason, SendPermit


class Time:
    """A clock that a test moves."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_is_closed_until_every_reason_has_ended() -> None:
    permit = SendPermit(Time())
    permit.close(Reason.STANDBY)
    permit.close(Reason.STOPPING)
    permit.open(Reason.STANDBY)
    assert not permit.allows_scheduled()
    assert permit.is_closed_by(Reason.STOPPING)
    permit.open(Reason.STOPPING)
    assert permit.allows_scheduled()


def test_a_pause_ends_by_itself_and_the_longer_one_counts() -> None:
    time = Time()
    permit = SendPermit(time)
    assert permit.pause == 0
    permit.close(Reason.BACK_OFF, 60)
    permit.close(Reason.BACK_OFF, 5)
    permit.close(Reason.OUTAGE, 10)
    assert permit.pause == 60
    permit.open(Reason.OUTAGE)
    time.now += 59
    assert (permit.pause, permit.is_closed_by(Reason.BACK_OFF)) == (1, True)
    time.now += 1
    assert (permit.pause, permit.is_closed_by(Reason.BACK_OFF)) == (0, False)
    assert permit.allows_scheduled(), "an outage does not stop the scheduler"


def test_those_who_wait_learn_of_every_change() -> None:
    permit, seen = SendPermit(Time()), []
    permit.on_change(lambda: seen.append(permit.allows_scheduled()))
    permit.close(Reason.STANDBY)
    permit.open(Reason.STANDBY)
    assert seen == [False, True]
