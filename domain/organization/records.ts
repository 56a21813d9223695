import { posts } from '#domain/kernel/actor.ts'
import type { Change, HistoryEntry } from '#domain/kernel/history.ts'
import { inLanguage, type Language, type Text } from '#domain/kernel/text.ts'
import { bodyKinds, personKinds } from './organization.ts'
import { valueWords } from './settings.ts'

/** The kinds of record whose history the audit administrator reads: what administers the office, no business content. */
export const recordKinds = {
  office: { zh: '本单位', en: 'Office' },
  division: { zh: '处', en: 'Division' },
  person: { zh: '人员', en: 'Person' },
  post: { zh: '岗位', en: 'Post' },
  externalBody: { zh: '外部单位', en: 'Outside body' },
  setting: { zh: '参数', en: 'Setting' },
  performanceYear: { zh: '年度', en: 'Year' },
  organizationImport: { zh: '导入', en: 'Import' },
  reorganisation: { zh: '机构调整', en: 'Reorganisation' },
  handover: { zh: '工作交接', en: 'Handover' },
  webhook: { zh: '消息推送', en: 'Webhook' },
} as const satisfies Record<string, Text>
export type RecordKind = keyof typeof recordKinds
export const recordKindNames = Object.keys(recordKinds) as [RecordKind, ...RecordKind[]]

/** What is done in this module, as history names it. */
const acts: Record<string, Text> = {
  'office.setUp': { zh: '初始设置', en: 'Set up the office' },
  'notice.choose': { zh: '选择通知方式', en: 'Chose the ways of notices' },
  'notice.webhook': { zh: '修改推送设置', en: 'Changed the webhook' },
  'notice.renewSecret': { zh: '更换推送密钥', en: 'Renewed the secret of the webhook' },
  'notice.testWebhook': { zh: '发测试消息', en: 'Sent a test message' },
  'office.moveClock': { zh: '拨动演示时钟', en: 'Moved the demo clock' },
  'division.create': { zh: '增设处', en: 'Added the division' },
  'division.change': { zh: '修改处', en: 'Changed the division' },
  'division.end': { zh: '终止处', en: 'Set the end of the division' },
  'division.rename': { zh: '更名', en: 'Renamed' },
  'reorganisation.draft': { zh: '草拟机构调整', en: 'Drafted a reorganisation' },
  'reorganisation.save': { zh: '修改机构调整', en: 'Changed the reorganisation' },
  'reorganisation.plan': { zh: '确定机构调整', en: 'Settled the reorganisation' },
  'reorganisation.apply': { zh: '机构调整生效', en: 'The reorganisation took effect' },
  'reorganisation.withdraw': { zh: '撤回机构调整', en: 'Withdrew the reorganisation' },
  'reorganisation.keep': { zh: '维持现状', en: 'Left as it is' },
  'handover.drawUp': { zh: '拟定交接表', en: 'Drew up the sheet' },
  'handover.save': { zh: '修改交接表', en: 'Changed the sheet' },
  'handover.leaver': { zh: '移交签字', en: 'Signed as who leaves' },
  'handover.receiver': { zh: '接收签字', en: 'Signed as who receives' },
  'handover.apply': { zh: '办理交接', en: 'Carried out the handover' },
  'handover.withdraw': { zh: '撤回交接', en: 'Withdrew the handover' },
  'person.create': { zh: '增加人员', en: 'Added the person' },
  'person.change': { zh: '修改人员', en: 'Changed the person' },
  'person.disable': { zh: '停用', en: 'Disabled' },
  'person.enable': { zh: '恢复', en: 'Enabled again' },
  'person.resetPassword': { zh: '重置密码', en: 'Reset the password' },
  'person.endSessions': { zh: '结束其登录', en: 'Ended the sessions' },
  'post.grant': { zh: '授予岗位', en: 'Granted a post' },
  'post.end': { zh: '终止岗位', en: 'Ended a post' },
  'post.charge': { zh: '设定分管', en: 'Set the charge' },
  'post.substitute': { zh: '指定主持工作者', en: 'Named a substitute' },
  'post.delegate': { zh: '委托代办', en: 'Delegated acts' },
  'post.endStandIn': { zh: '撤销代办', en: 'Revoked a stand-in' },
  'post.absence': { zh: '登记离岗', en: 'Recorded an absence' },
  'post.endAbsence': { zh: '销假', en: 'Ended an absence' },
  'externalBody.create': { zh: '增加外部单位', en: 'Added the outside body' },
  'externalBody.change': { zh: '修改外部单位', en: 'Changed the outside body' },
  'setting.set': { zh: '设定参数', en: 'Set the value' },
  'organization.import': { zh: '从文件导入', en: 'Imported from a file' },
  'person.startPassword': { zh: '发放初始密码', en: 'Handed out a start password' },
  'person.choosePassword': { zh: '设定自己的密码', en: 'Chose an own password' },
  'reminder.choose': { zh: '修改提醒方式', en: 'Changed the reminders' },
  'reminder.makeCalendarAddress': { zh: '生成日历订阅地址', en: 'Made a calendar address' },
  'reminder.renewCalendarAddress': { zh: '更换日历订阅地址', en: 'Renewed the calendar address' },
  'reminder.revokeCalendarAddress': { zh: '撤销日历订阅地址', en: 'Revoked the calendar address' },
  'reminder.resend': { zh: '重新发送提醒邮件', en: 'Sent a reminder again' },
  'performanceYear.open': { zh: '开启年度', en: 'Opened the year' },
}

export const actName = (action: string): Text => acts[action] ?? { zh: action, en: action }

/** What history keeps as a code, by record and field, and how it is read. */
const codes: Record<string, (code: string) => Text | undefined> = {
  'post.kind': (code) => (posts as Record<string, Text>)[code],
  'person.kind': (code) => (personKinds as Record<string, Text>)[code],
  'externalBody.kind': (code) => (bodyKinds as Record<string, Text>)[code],
  'division.housesPerformanceOffice': valueWords,
  'setting.value': valueWords,
}

/** The entry with the codes in its changes as words of the reader's language. */
export function readable<Entry extends Pick<HistoryEntry, 'action' | 'changes'>>(
  entry: Entry,
  language: Language,
): Entry {
  const record = entry.action.split('.')[0]
  const changes = entry.changes.map((change): Change => {
    const wordsOf = codes[`${record}.${change.field}`]
    const read = (code: string | null) => {
      const words = code === null ? undefined : wordsOf?.(code)
      return words ? inLanguage(words, language) : code
    }
    return { ...change, old: read(change.old), new: read(change.new) }
  })
  return { ...entry, changes }
}

/** What the security log holds. */
const events: Record<string, Text> = {
  signedIn: { zh: '登录', en: 'Logged in' },
  loginFailed: { zh: '用户名或密码不正确', en: 'Wrong name or password' },
  calendarRefused: { zh: '日历订阅地址无效', en: 'Unknown calendar address' },
  postChosen: { zh: '切换岗位', en: 'Chose another post' },
}
export const eventKinds = Object.keys(events)

export const eventName = (kind: string): Text => events[kind] ?? { zh: kind, en: kind }
