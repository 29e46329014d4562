# One process of Causerie. Several of them on one PostgreSQL: compose.yaml, docs/operating.md.
# The image brings npm alone; the Node that runs the server is the project's own (docs/decisions/009).
FROM node:24-bookworm-slim AS build
WORKDIR /causerie
ENV NEXT_TELEMETRY_DISABLED=1 TURBO_TELEMETRY_DISABLED=1
COPY . .
RUN npx -y pnpm@12.21.0 install --frozen-lockfile && npx -y pnpm@12.21.0 build

FROM node:24-bookworm-slim
WORKDIR /causerie
COPY --from=build --chown=node:node /causerie /causerie
# The embedded database, where no DATABASE_URL is set.
RUN mkdir /data && chown node:node /data
USER node
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Directly, so that SIGTERM reaches the server and not a package manager.
CMD ["node_modules/.bin/node", "apps/web/server/main.ts"]
