# The front-end packages
FROM node:22-slim AS assets
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

# The Python packages, translations and static files
FROM python:3.11-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
RUN python -m venv /app/.venv
COPY requirements.txt ./
RUN .venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.txt
COPY . .
COPY --from=assets /build/node_modules ./node_modules
RUN DEMO=1 .venv/bin/python -m egov_outsource.messages compile \
    && DEMO=0 EGOV_NO_EMBEDDED=1 SECRET_KEY=only-to-collect-files .venv/bin/python manage.py collectstatic --noinput \
        --ignore scss --ignore theme --ignore components \
    && rm -rf node_modules var tests bench

# What runs
FROM python:3.11-slim
RUN groupadd --system egov && useradd --system --gid egov --home-dir /app --no-create-home egov \
    && install -d -o egov -g egov -m 0750 /data \
    && install -d -o egov -g egov -m 0700 /key
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DEMO=0 EGOV_NO_EMBEDDED=1 HOST=0.0.0.0 PORT=8000 DATA_DIR=/data
USER egov
VOLUME /data
EXPOSE 8000
HEALTHCHECK CMD ["python", "-m", "egov_outsource.health"]
CMD ["honcho", "start", "web"]
