# One image for all parts; the command says which part runs: migrate, api, worker.
FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# The database comes as a service of its own, so the optional embedded one stays out.
RUN npm ci --omit=optional --ignore-scripts
COPY . .
RUN npx tsc -p .

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm cache clean --force

FROM node:20-bookworm-slim
ENV NODE_ENV=production \
    CERTHUB_DATA_DIR=/var/lib/certhub
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
COPY packs ./packs
# New volumes take over owner and mode of these folders; the keys and cold files in them are written by the user below.
RUN mkdir -m 0700 /var/lib/certhub /var/lib/certhub-cold && chown node:node /var/lib/certhub /var/lib/certhub-cold
USER node
EXPOSE 4000
ENTRYPOINT ["node", "dist/bin/certhub.js"]
CMD ["api"]
