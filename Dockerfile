# The program is bundled with its few dependencies: the image holds Node, one file and the data it loads.
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json spec.json catalog.json ./
COPY schemas schemas
COPY scripts scripts
COPY src src
RUN npm run build

FROM node:24-bookworm-slim
# Platforms expect uid 1000 to be called "airbyte" and to own /airbyte; the base image calls it "node".
RUN groupmod --new-name airbyte node \
  && usermod --login airbyte --home /airbyte node \
  && install -d -o airbyte -g airbyte /airbyte /airbyte/integration_code
WORKDIR /airbyte/integration_code
COPY --from=build /build/dist dist
COPY package.json LICENSE spec.json catalog.json ./
COPY schemas schemas
# One arena: with one per thread, what the allocator keeps for itself grows to 40 MB more in a long read.
# The heap ends before the container's memory does: then an error can still be told.
ENV NODE_ENV=production \
    MALLOC_ARENA_MAX=1 \
    NODE_OPTIONS=--max-old-space-size-percentage=60 \
    NODE_COMPILE_CACHE=/airbyte/compile-cache \
    AIRBYTE_ENTRYPOINT=/airbyte/integration_code/dist/source-mailjet.cjs
USER airbyte
# Compiled once here: a start from a read-only file system is as fast as any. Node keeps what each user compiled apart.
RUN dist/source-mailjet.cjs spec > /dev/null
ENTRYPOINT ["/airbyte/integration_code/dist/source-mailjet.cjs"]
LABEL io.airbyte.name=source-mailjet \
      io.airbyte.version=0.2.0 \
      org.opencontainers.image.title="source-mailjet" \
      org.opencontainers.image.description="Airbyte source connector for Mailjet" \
      org.opencontainers.image.licenses=MIT
