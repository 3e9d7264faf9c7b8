# docker build -t wechat-access-token .
# docker run --rm --init -p 127.0.0.1:3000:3000 wechat-access-token
#
# A central server of a single container, its tokens in a volume; secrets/ belongs to 1000, and nobody else reads it:
#   docker run -d --init -p 127.0.0.1:3000:3000 -v wechat-access-token:/state -v "$PWD/secrets:/run/secrets:ro" \
#     -e ACCOUNTS_FILE=/run/secrets/accounts.json -e OPERATOR_KEY_FILE=/run/secrets/operator-key wechat-access-token
# Two of them with a Redis and a balancer: compose.yaml

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY build.js tsconfig.json ./
COPY src src
COPY views views
COPY public public
RUN npm run build && npm prune --omit=dev

FROM node:24-slim
# in a container, 127.0.0.1 is nobody else's: publish the port at an address of your choice, as above
ENV NODE_ENV=production HOST=0.0.0.0 STATE_DIR=/state
WORKDIR /app
RUN mkdir -m 700 /state && chown node:node /state
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/views views
COPY --from=build /app/dist dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/src/server.js"]
