import { readdirSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { mailAddress } from '#domain/kernel/mail.ts'
import { joinTexts, type Text } from '#domain/kernel/text.ts'
import type { MailServer } from './app.ts'
import { Problem } from './problem.ts'

export type Mode = 'demo' | 'production' | 'test'

/** Everything the process is told from outside, read once at the start. */
export type Config = {
  readonly mode: Mode
  readonly host: string
  readonly port: number
  /** Null: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null
  readonly migrationDatabaseUrl: string | null
  readonly dataDir: string
  /** What people type into the browser, without a path. */
  readonly origin: string
  /** The proxies that may name the client's address; false for none. */
  readonly trustProxy: false | string[]
  /** The name of a file in packs/. */
  readonly rulePack: string
  readonly logLevel: (typeof logLevels)[number]
  readonly mail: MailServer | null
}

/** A city's rules are a file: another city needs no code. */
const rulePacks = readdirSync(new URL('../../packs/', import.meta.url))
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.slice(0, -'.json'.length))
  .toSorted()

const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const

type Setting = {
  readonly name: keyof typeof schemas
  /** Says which values are possible: it is also what the refusal of a wrong value says. */
  readonly meaning: Text
  /** Null: none, the setting has to be given. */
  readonly defaults: Readonly<Record<'demo' | 'production', string | null>>
}

const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ }).or(z.literal('embedded'))
const schemas = {
  PORT: z.coerce.number().int().min(0).max(65_535),
  HOST: z.string().min(1),
  ORIGIN: z.url({ protocol: /^https?$/ }).refine((url) => URL.canParse(url) && new URL(url).origin === url),
  TRUST_PROXY: z.string().transform(readProxies),
  DATABASE_URL: databaseUrl,
  MIGRATION_DATABASE_URL: databaseUrl,
  DATA_DIR: z.string().min(1),
  RULE_PACK: z.enum(rulePacks),
  LOG_LEVEL: z.enum(logLevels),
  MAIL_URL: z.literal('none').or(z.url({ protocol: /^smtps?$/ }).refine((url) => new URL(url).hostname !== '')),
  MAIL_FROM: z.literal('none').or(mailAddress),
} as const

/** The settings as the README lists them. */
export const environmentSettings: readonly Setting[] = [
  {
    name: 'PORT',
    meaning: { zh: '监听端口，0 至 65535', en: 'the port to listen on, 0 to 65535' },
    defaults: { demo: '3000', production: '3000' },
  },
  {
    name: 'HOST',
    meaning: { zh: '监听地址', en: 'the address to listen on' },
    defaults: { demo: '127.0.0.1', production: '127.0.0.1' },
  },
  {
    name: 'ORIGIN',
    meaning: {
      zh: '用户在浏览器中输入的地址，不带路径，如 https://jixiao.example.gov.cn',
      en: 'what people type into the browser, without a path, such as https://jixiao.example.gov.cn',
    },
    defaults: { demo: 'http://127.0.0.1:PORT', production: null },
  },
  {
    name: 'TRUST_PROXY',
    meaning: {
      zh: '可信反向代理：none（无代理），或以逗号分隔的代理地址，如 127.0.0.1',
      en: 'trusted proxies: none, or their addresses separated by commas, such as 127.0.0.1',
    },
    defaults: { demo: 'none', production: null },
  },
  {
    name: 'DATABASE_URL',
    meaning: {
      zh: '外部 PostgreSQL（15 以上）地址，用不拥有任何表的应用用户；embedded 表示内置数据库',
      en: 'an outside PostgreSQL (15 or later) as the application role, which owns no table; embedded means the built-in one',
    },
    defaults: { demo: 'embedded', production: 'embedded' },
  },
  {
    name: 'MIGRATION_DATABASE_URL',
    meaning: {
      zh: '同一数据库的地址，用拥有该库的用户，仅用于升级表结构；embedded 表示内置数据库',
      en: 'the same database as the role that owns it, used for migrations alone; embedded means the built-in one',
    },
    defaults: { demo: 'embedded', production: 'embedded' },
  },
  {
    name: 'DATA_DIR',
    meaning: { zh: '数据文件夹：上传的文件与内置数据库', en: 'the data folder: files and the embedded database' },
    defaults: { demo: '.jiheng/demo', production: '.jiheng/production' },
  },
  {
    name: 'RULE_PACK',
    meaning: { zh: `规则包：${rulePacks.join('、')}`, en: `the rule pack: ${rulePacks.join(', ')}` },
    defaults: { demo: 'shenzhen', production: 'shenzhen' },
  },
  {
    name: 'LOG_LEVEL',
    meaning: { zh: `日志级别：${logLevels.join('、')}`, en: `what is logged: ${logLevels.join(', ')}` },
    defaults: { demo: 'warn', production: 'info' },
  },
  {
    name: 'MAIL_URL',
    meaning: {
      zh: '邮件服务器：none（不发邮件），或 smtps://用户:密码@主机:465（TLS）、smtp://用户:密码@主机:587（STARTTLS）；密码中的特殊字符用%编码',
      en: 'the mail server: none, or smtps://user:password@host:465 (TLS), smtp://user:password@host:587 (STARTTLS); special characters of the password as %XX',
    },
    defaults: { demo: 'none', production: 'none' },
  },
  {
    name: 'MAIL_FROM',
    meaning: {
      zh: '提醒邮件的发件人地址，与 MAIL_URL 同时设置；none 表示不发邮件',
      en: 'the address mails come from, set together with MAIL_URL; none: no mail',
    },
    defaults: { demo: 'none', production: 'none' },
  },
]

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the settings once and names everything that is missing, wrong or contradictory together. */
export function readConfig(env: Environment, mode: Mode): Config {
  const problems = environmentSettings.flatMap((setting) => problemOf(setting, env, mode))
  refuse(problems)
  const read = <K extends keyof typeof schemas>(name: K) =>
    schemas[name].parse(given(name, env, mode)) as z.infer<(typeof schemas)[K]>
  const config: Config = {
    mode,
    host: read('HOST'),
    port: read('PORT'),
    databaseUrl: outside(read('DATABASE_URL')),
    migrationDatabaseUrl: outside(read('MIGRATION_DATABASE_URL')),
    dataDir: resolve(read('DATA_DIR')),
    origin: read('ORIGIN'),
    trustProxy: read('TRUST_PROXY'),
    rulePack: read('RULE_PACK'),
    logLevel: read('LOG_LEVEL'),
    mail: mailServer(read('MAIL_URL'), read('MAIL_FROM')),
  }
  refuse([
    ...contradictions.filter(({ found }) => found(config)).map(({ text }) => text),
    ...((read('MAIL_URL') === 'none') === (read('MAIL_FROM') === 'none') ? [] : [halfMail]),
  ])
  return config
}

/** What the address of a mail server says; the usual port of its kind where it names none. */
function mailServer(url: string, from: string): MailServer | null {
  if (url === 'none' || from === 'none') return null
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    security: secure ? 'tls' : isLoopback(hostname) ? 'none' : 'startTls',
    user: decodeURIComponent(username) || null,
    password: decodeURIComponent(password) || null,
    from,
  }
}

const outside = (url: string): string | null => (url === 'embedded' ? null : url)

function given(name: Setting['name'], env: Environment, mode: Mode): string | null {
  if (env[name]) return env[name]
  const setting = environmentSettings.find((each) => each.name === name)
  const value = setting?.defaults[mode === 'production' ? 'production' : 'demo'] ?? null
  if (mode === 'test' && name === 'LOG_LEVEL') return 'silent'
  return value?.replace('PORT', env.PORT || '3000') ?? null
}

function problemOf(setting: Setting, env: Environment, mode: Mode): Text[] {
  const { name, meaning } = setting
  const value = given(name, env, mode)
  if (value === null) {
    return [{ zh: `缺少设置 ${name}：${meaning.zh}。`, en: `The setting ${name} is missing: ${meaning.en}.` }]
  }
  // a default is right in itself: one that is made of another setting is wrong together with it
  if (!env[name] || schemas[name].safeParse(value).success) return []
  // the address of a database or a mail server holds a password: it is not repeated
  const shown = /DATABASE_URL$|^MAIL_URL$/.test(name) ? '' : ` “${value}”`
  return [{ zh: `设置 ${name}${shown} 不可用：${meaning.zh}。`, en: `${name}${shown} is not usable: ${meaning.en}.` }]
}

const contradictions: readonly { found: (config: Config) => boolean; text: Text }[] = [
  {
    found: ({ databaseUrl: app, migrationDatabaseUrl: owner }) => (app === null) !== (owner === null),
    text: {
      zh: 'DATABASE_URL 与 MIGRATION_DATABASE_URL 须同时设置，或同时不设置（使用内置数据库）。',
      en: 'Set both DATABASE_URL and MIGRATION_DATABASE_URL, or neither of them for the embedded database.',
    },
  },
  {
    found: ({ databaseUrl: app, migrationDatabaseUrl: owner }) =>
      app !== null && owner !== null && new URL(app).username === new URL(owner).username,
    text: {
      zh: 'DATABASE_URL 与 MIGRATION_DATABASE_URL 须用不同的数据库用户：应用用户不得拥有表。',
      en: 'DATABASE_URL and MIGRATION_DATABASE_URL must name different roles: the application role may not own tables.',
    },
  },
  {
    found: ({ origin }) => origin.startsWith('http:') && !isLoopback(new URL(origin).hostname),
    text: {
      zh: 'ORIGIN 须以 https:// 开头：除本机外，登录凭据不得经明文网络传送。请在前面设置带证书的反向代理。',
      en: 'ORIGIN must begin with https:// because log-ins may not cross a network in the clear. Put a proxy with a certificate in front.',
    },
  },
  {
    found: ({ origin, trustProxy }) => origin.startsWith('https:') && trustProxy === false,
    text: {
      zh: 'ORIGIN 为 https 而 TRUST_PROXY 为 none：本程序不终止 TLS，https 须由反向代理提供，请在 TRUST_PROXY 中写明。',
      en: 'ORIGIN is https but TRUST_PROXY is none: this program does not end TLS, a proxy does, so name it in TRUST_PROXY.',
    },
  },
]

const halfMail: Text = {
  zh: 'MAIL_URL 与 MAIL_FROM 须同时设置，或同时不设置（不发邮件）。',
  en: 'Set both MAIL_URL and MAIL_FROM, or neither of them for no mail.',
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\./.test(host)

function readProxies(value: string, context: z.RefinementCtx): Config['trustProxy'] {
  if (value === 'none') return false
  const addresses = value.split(',').map((address) => address.trim())
  if (addresses.every(isAddressOrNetwork)) return addresses
  context.addIssue({ code: 'custom', message: 'not a proxy' })
  return z.NEVER
}

function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  return version > 0 && fits && rest.length === 0
}

function refuse(problems: readonly Text[]): void {
  if (problems.length > 0) throw new Problem(joinTexts(problems, '\n', '\n'))
}
