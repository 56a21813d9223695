import {
  administrators,
  businessPosts,
  divisionPosts,
  leadingGroup,
  officeLeaders,
  type PostKind,
  performanceOffice,
} from '#domain/kernel/actor.ts'
import { businessPost, type Context, hasPost, type Rule, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import type { Text } from '#domain/kernel/text.ts'
import type { IconName } from './Icon.tsx'
import { pageRoutes } from './routes.ts'

/** One entry of the menu. It is shown where its page exists and the acting post may open it. */
export type MenuEntry = {
  readonly path: `/${string}`
  readonly name: Text
  readonly icon: IconName
  /** The modules whose to-dos are counted beside it, `all` for every one; `unread`: notices. */
  readonly counts?: string | readonly string[]
  /** Addresses that belong to it without lying below its own. */
  readonly also?: RegExp
  /** Its short name in the bottom bar of a phone, where four entries have room. */
  readonly quick?: Text
  readonly who: readonly Rule<unknown>[]
}
export type MenuGroup = { readonly name: Text | undefined; readonly entries: readonly MenuEntry[] }

const business = [businessPost]
const posts = (...kinds: PostKind[]) => [hasPost<unknown>(kinds)]

/** The menu, in the order of the regulation's chapters. */
const groups: readonly MenuGroup[] = [
  {
    name: undefined,
    entries: [
      { path: '/', name: { zh: '首页', en: 'Home' }, icon: 'home', quick: { zh: '首页', en: 'Home' }, who: [] },
      {
        path: '/todos',
        name: { zh: '待办', en: 'To do' },
        icon: 'list',
        counts: 'all',
        quick: { zh: '待办', en: 'To do' },
        who: business,
      },
      { path: '/notices', name: { zh: '通知消息', en: 'Notices' }, icon: 'mail', counts: 'unread', who: business },
    ],
  },
  {
    name: { zh: '方案', en: 'Plan' },
    entries: [
      {
        path: '/calls',
        name: { zh: '各处方案', en: 'Division plans' },
        icon: 'horn',
        counts: 'calls',
        also: /^\/plans\/\d+\/call$|^\/division-plans\//,
        who: business,
      },
      { path: '/plans', name: { zh: '年度方案', en: 'Yearly plan' }, icon: 'plan', counts: 'plan', who: business },
      {
        path: '/items',
        name: { zh: '评估事项', en: 'Items' },
        icon: 'items',
        quick: { zh: '事项', en: 'Items' },
        who: business,
      },
      { path: '/catalogue', name: { zh: '指标目录', en: 'Indicators' }, icon: 'book', who: business },
    ],
  },
  {
    name: { zh: '数据', en: 'Data' },
    entries: [
      {
        path: '/duties',
        name: { zh: '指标数据', en: 'Indicator data' },
        icon: 'grid',
        counts: 'collection',
        also: /^\/collection-plans/,
        quick: { zh: '数据', en: 'Data' },
        who: business,
      },
      {
        path: '/reports',
        name: { zh: '汇总报送', en: 'Reports' },
        icon: 'send',
        counts: 'reports',
        also: /^\/unit-templates/,
        who: business,
      },
      {
        path: '/feeds',
        name: { zh: '数据源', en: 'Feeds' },
        icon: 'clip',
        counts: 'feed',
        also: /^\/imports/,
        who: posts(...performanceOffice, ...divisionPosts),
      },
    ],
  },
  {
    name: { zh: '督查', en: 'Supervision' },
    entries: [
      {
        path: '/cockpit',
        name: { zh: '驾驶舱', en: 'Cockpit' },
        icon: 'sum',
        who: posts(...leadingGroup),
      },
      { path: '/board', name: { zh: '督查台', en: 'Board' }, icon: 'eye', who: business },
      {
        path: '/cards',
        name: { zh: '预警和牌', en: 'Warnings and cards' },
        icon: 'warning',
        counts: 'card',
        also: /^\/due-exceptions/,
        who: business,
      },
      {
        path: '/supervision',
        name: { zh: '督查督办', en: 'Supervision' },
        icon: 'tick',
        counts: 'supervision',
        also: /^\/tickets/,
        who: business,
      },
      {
        path: '/timeliness',
        name: { zh: '及时率和完整率', en: 'Timeliness' },
        icon: 'list',
        who: business,
      },
      {
        path: '/opinions',
        name: { zh: '评估意见', en: 'Opinions' },
        icon: 'mail',
        counts: 'opinion',
        who: business,
      },
      {
        path: '/inspections',
        name: { zh: '检查与整改', en: 'Checks and rectification' },
        icon: 'plan',
        counts: ['inspection', 'rectification'],
        also: /^\/(conformities|self-checks|check-templates|rectifications|finding-notes)/,
        who: business,
      },
      {
        path: '/bulletins',
        name: { zh: '绩效通报', en: 'Bulletins' },
        icon: 'horn',
        counts: 'bulletin',
        who: business,
      },
      {
        path: '/briefings',
        name: { zh: '专报', en: 'Briefings' },
        icon: 'send',
        counts: 'briefing',
        who: posts(...performanceOffice, ...leadingGroup),
      },
      {
        path: '/problems',
        name: { zh: '问题记录', en: 'Problems' },
        icon: 'horn',
        counts: 'problem',
        who: business,
      },
    ],
  },
  {
    name: { zh: '保障', en: 'Support' },
    entries: [
      {
        path: '/organization',
        name: { zh: '人员与处室', en: 'People and divisions' },
        icon: 'people',
        counts: 'organization',
        who: posts(...performanceOffice, ...administrators),
      },
      {
        path: '/stand-ins',
        name: { zh: '主持工作与代办', en: 'Stand-ins' },
        icon: 'people',
        who: posts(...businessPosts, 'securityAdmin', 'auditAdmin'),
      },
      { path: '/handovers', name: { zh: '工作交接', en: 'Handovers' }, icon: 'send', who: business },
      {
        path: '/bodies',
        name: { zh: '外部单位', en: 'Outside bodies' },
        icon: 'mail',
        who: posts(...performanceOffice, ...officeLeaders, 'systemAdmin'),
      },
      {
        path: '/organization-import',
        name: { zh: '从文件导入', en: 'Import from a file' },
        icon: 'clip',
        who: posts(...performanceOffice, 'systemAdmin', 'securityAdmin'),
      },
      { path: '/years', name: { zh: '年度', en: 'Years' }, icon: 'plan', who: posts(...performanceOffice) },
      {
        path: '/settings',
        name: { zh: '参数', en: 'Settings' },
        icon: 'gear',
        counts: 'settings',
        also: /^\/feed-hosts/,
        who: posts(...performanceOffice, 'systemAdmin', 'auditAdmin'),
      },
      {
        path: '/mails',
        name: { zh: '邮件发送', en: 'Mail' },
        icon: 'mail',
        counts: 'reminder',
        who: posts('systemAdmin'),
      },
      {
        path: '/webhook',
        name: { zh: '消息推送', en: 'Webhook' },
        icon: 'send',
        counts: 'notice',
        who: posts('systemAdmin'),
      },
      { path: '/records', name: { zh: '办理记录', en: 'Record of acts' }, icon: 'book', who: posts('auditAdmin') },
      { path: '/security-log', name: { zh: '安全日志', en: 'Security log' }, icon: 'lock', who: posts('auditAdmin') },
    ],
  },
]

const existing = new Set(pageRoutes.map((route) => route.path))

/** The groups and entries that this post can open; a group without any is left out. */
export const menuFor = (context: Context): readonly MenuGroup[] =>
  groups
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => isOpen(entry, context)) }))
    .filter((group) => group.entries.length > 0)

const isOpen = (entry: MenuEntry, context: Context): boolean =>
  existing.has(entry.path) && refusalOfRules(entry.who, 'system', undefined, context) === undefined

/** Whether `path` lies under the entry: `/items/7` belongs to `/items`; only `/` itself belongs to home. */
export function isUnder(path: string, entry: MenuEntry): boolean {
  const claiming = groups.flatMap(({ entries }) => entries).find(({ also }) => also?.test(path))
  if (claiming) return claiming === entry
  return entry.path === '/' ? path === '/' : path === entry.path || path.startsWith(`${entry.path}/`)
}
