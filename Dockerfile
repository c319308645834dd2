# Limber in a container: the first stage builds wheels, and only wheels reach the second.
ARG PYTHON=3.11

FROM python:${PYTHON}-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /source
COPY constraints.txt ./
RUN pip install --quiet --no-cache-dir --constraint constraints.txt pip
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY content ./content
COPY bot ./bot
RUN pip wheel --quiet --no-cache-dir --wheel-dir /wheels \
    --constraint constraints.txt --build-constraint constraints.txt .

FROM python:${PYTHON}-slim
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    LIMBER_DATA=/data LIMBER_LISTEN=0.0.0.0:8090 MPLCONFIGDIR=/tmp/matplotlib
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels \
    pip install --quiet --no-cache-dir --no-index --find-links=/wheels limber
# A separate user without a home or a shell, who can write only to /data and /tmp.
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin limber \
    && install --directory --owner=limber --group=limber --mode=700 /data
USER limber
WORKDIR /data
VOLUME /data
# The health check connects from inside; the port is published only on request.
EXPOSE 8090
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as web; print(web.urlopen('http://127.0.0.1:8090/healthz', timeout=4).read().decode())"]
ENTRYPOINT ["limber"]
CMD ["run"]
