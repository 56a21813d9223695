import type { ServerConfig } from '#server/kernel/app.ts'
import type { Roles } from '#test/databases.ts'

/** The built demo office that the global set-up hands to the stories: a database to clone and a data folder to copy. */
export type Template = Roles & { readonly name: string; readonly dataDir: string }

export const templateVariable = 'JIHENG_STORIES_TEMPLATE'

export function template(): Template {
  const given = process.env[templateVariable]
  if (!given) throw new Error('the global set-up has not run')
  return JSON.parse(given) as Template
}

export const demoConfig = (dataDir: string): ServerConfig => ({
  mode: 'demo',
  host: '127.0.0.1',
  port: 0,
  origin: 'http://127.0.0.1',
  trustProxy: false,
  dataDir,
  rulePack: 'shenzhen',
  mail: null,
  logLevel: process.env.LOG_LEVEL ?? 'error',
})
