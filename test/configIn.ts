import type { ServerConfig } from '#server/kernel/app.ts'

/** How the application runs in a test: on a folder of its own, without mail, and silent unless LOG_LEVEL says otherwise. */
export const configIn = (dataDir: string, over: Partial<ServerConfig> = {}): ServerConfig => ({
  ...{ mode: 'test', host: '127.0.0.1', port: 0, origin: 'http://127.0.0.1', trustProxy: false },
  ...{ dataDir, rulePack: 'shenzhen', mail: null },
  logLevel: (process.env.LOG_LEVEL ?? 'silent') as ServerConfig['logLevel'],
  ...over,
})
