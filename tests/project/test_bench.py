"""The benchmarks refuse to report on work that was not done."""

import httpx
import pytest

from tests.bench import delivery
from tests.bench.line import Line
from tests.bench.server import expecting


@pytest.mark.parametrize("figures", [(), (0.0,), (3.0, 0.0), (float("nan"),)])
def test_a_line_without_a_figure_is_refused(figures: tuple[float, ...]) -> None:
    with pytest.raises(AssertionError, match="nothing was measured: a tap"):
        Line("a tap", "{:.0f} ms", figures, "250 ms")


def test_a_line_shows_what_was_measured() -> None:
    line = Line("a tap", "half under {:.0f} ms, worst {:.0f} ms", (1.2, 34.5), "–")
    assert line.figure == "half under 1 ms, worst 34 ms"


async def test_messages_that_do_not_reach_telegram_are_noticed() -> None:
    with delivery.telegram() as url:
        async with httpx.AsyncClient() as http, expecting(url, sendMessage=1):
            await http.post(f"{url}/bot{delivery.TOKEN}/sendMessage")
        with pytest.raises(AssertionError, match="did not reach Telegram: {'sendMessage': 1"):
            async with expecting(url, sendMessage=1):
                pass
