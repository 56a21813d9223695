import type { PostKind } from '#domain/kernel/actor.ts'

/**
 * The demo office is the Port Office. 秘书处 and the posts are those of its regulation; the other divisions and every
 * person are invented.
 */
export const office = {
  name: { zh: '深圳市人民政府口岸办公室', en: 'Port Office of Shenzhen Municipal People’s Government' },
  shortName: { zh: '市口岸办', en: 'Port Office' },
}

export const administrators = {
  systemAdmin: { name: '王守一', userName: 'wangshouyi' },
  securityAdmin: { name: '李慎之', userName: 'lishenzhi' },
  auditAdmin: { name: '赵明鉴', userName: 'zhaomingjian' },
} as const

export const divisions = {
  MS: { zh: '秘书处', en: 'Secretariat' },
  L1: { zh: '陆路口岸一处', en: 'First Land Ports Division' },
  L2: { zh: '陆路口岸二处', en: 'Second Land Ports Division' },
  SA: { zh: '海空港口岸处', en: 'Sea and Air Ports Division' },
  TG: { zh: '通关协调处', en: 'Clearance Coordination Division' },
  GJ: { zh: '规划建设处', en: 'Planning and Construction Division' },
  FG: { zh: '综合法规处', en: 'General and Legal Affairs Division' },
  XX: { zh: '信息化处', en: 'Information Division' },
} as const
export type DivisionCode = keyof typeof divisions
export const divisionCodes = Object.keys(divisions) as DivisionCode[]

type DemoPerson = {
  readonly name: string
  readonly kind?: 'employee'
  readonly post: PostKind
  readonly division?: DivisionCode
  readonly inChargeOf?: readonly DivisionCode[]
}

/** By user name: the name in Pinyin. */
export const people = {
  shenhuaiyuan: { name: '沈怀远', post: 'leadingGroup.head' },
  gumingchuan: { name: '顾明川', post: 'leadingGroup.deputy', inChargeOf: ['L1', 'L2', 'TG'] },
  yezhiqiu: { name: '叶知秋', post: 'leadingGroup.deputy', inChargeOf: ['MS', 'SA', 'GJ', 'FG', 'XX'] },
  hejingming: { name: '何景明', post: 'performanceOffice.head', division: 'MS' },
  linzhixia: { name: '林知夏', post: 'performanceOffice.staff', division: 'MS' },
  suwenlan: { name: '苏文澜', post: 'division.head', division: 'MS' },
  chengruoxi: { name: '程若溪', post: 'division.officer', division: 'MS', kind: 'employee' },
  chenjiahe: { name: '陈嘉禾', post: 'division.head', division: 'L1' },
  zhouyining: { name: '周以宁', post: 'division.officer', division: 'L1' },
  qinwangshan: { name: '秦望山', post: 'division.head', division: 'L2' },
  xuwangshu: { name: '许望舒', post: 'division.officer', division: 'L2' },
  hanxiuyuan: { name: '韩修远', post: 'division.head', division: 'SA' },
  jianglinfeng: { name: '江临风', post: 'division.officer', division: 'SA', kind: 'employee' },
  luojingxing: { name: '罗景行', post: 'division.head', division: 'TG' },
  fangjiming: { name: '方既明', post: 'division.officer', division: 'TG' },
  dengruogu: { name: '邓若谷', post: 'division.head', division: 'GJ' },
  tangyiming: { name: '唐一鸣', post: 'division.officer', division: 'GJ' },
  songzhili: { name: '宋知礼', post: 'division.head', division: 'FG' },
  hezhiyuan: { name: '何知远', post: 'division.officer', division: 'FG' },
  luyunkai: { name: '陆云开', post: 'division.head', division: 'XX' },
  bailuxi: { name: '白露晞', post: 'division.officer', division: 'XX', kind: 'employee' },
} as const satisfies Record<string, DemoPerson>
export type UserName = keyof typeof people
export const userNames = Object.keys(people) as UserName[]
export const personOf = (userName: UserName): DemoPerson => people[userName]

/** Who fills in and who signs for a division. */
export const staffOf: Record<
  DivisionCode,
  { readonly head: UserName; readonly officer: UserName; readonly deputy: UserName }
> = {
  MS: { head: 'suwenlan', officer: 'chengruoxi', deputy: 'yezhiqiu' },
  L1: { head: 'chenjiahe', officer: 'zhouyining', deputy: 'gumingchuan' },
  L2: { head: 'qinwangshan', officer: 'xuwangshu', deputy: 'gumingchuan' },
  SA: { head: 'hanxiuyuan', officer: 'jianglinfeng', deputy: 'yezhiqiu' },
  TG: { head: 'luojingxing', officer: 'fangjiming', deputy: 'gumingchuan' },
  GJ: { head: 'dengruogu', officer: 'tangyiming', deputy: 'yezhiqiu' },
  FG: { head: 'songzhili', officer: 'hezhiyuan', deputy: 'yezhiqiu' },
  XX: { head: 'luyunkai', officer: 'bailuxi', deputy: 'yezhiqiu' },
}

/** The city's units of the 2010 table, and who asks for passengers; names real, what they ask for invented. */
export const externalBodies = {
  performance: { kind: 'municipalPerformanceOffice', name: { zh: '市绩效办', en: 'Municipal performance office' } },
  statistics: { kind: 'collectingUnit', name: { zh: '市统计局', en: 'Municipal statistics bureau' } },
  development: {
    kind: 'collectingUnit',
    name: { zh: '市发展改革委', en: 'Municipal development and reform commission' },
  },
  supervision: { kind: 'collectingUnit', name: { zh: '市监察局', en: 'Municipal supervision bureau' } },
  legal: { kind: 'collectingUnit', name: { zh: '市法制办', en: 'Municipal legal affairs office' } },
  reform: {
    kind: 'collectingUnit',
    name: { zh: '市委政研室（改革办）', en: 'Municipal policy research office (reform office)' },
  },
  evaluation: {
    kind: 'collectingUnit',
    name: { zh: '市绩效办评估处', en: 'Evaluation division of the municipal performance office' },
  },
  gazette: { kind: 'gazetteOffice', name: { zh: '市公报室', en: 'Municipal gazette office' } },
} as const
export type BodyCode = keyof typeof externalBodies
