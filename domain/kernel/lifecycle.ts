import { type Actor, administrators, isOneOf, type PostKind, posts } from './actor.ts'
import type { Settings } from './settings.ts'
import { joinTexts, type Text } from './text.ts'

/** What every condition is given besides the facts of the record. `today` is a day of the office's clock. */
export type Context = { readonly actor: Actor; readonly today: string; readonly settings: Settings }

/** A condition: a name, the sentence that says why not, and when it holds. It never reads a clock or a database. */
export type Rule<Facts> = {
  readonly code: string
  readonly message: (facts: Facts, context: Context) => Text
  readonly holds: (facts: Facts, context: Context) => boolean
  /** Says who may act; refused with 403 instead of 409, and shown in the permission table. */
  readonly who?: Text
}

/** An action on a record: its name, from which states to which, what it rests on and what it requires. */
export type Transition<State extends string, Facts> = {
  readonly label: Text
  readonly from: readonly State[]
  readonly to: State
  /** Where it leads instead where the record came from there: an act not yet completed is undone. */
  readonly orBackTo?: readonly State[]
  /** A key of the rule pack's `bases`: an article, a city rule, or a system rule. */
  readonly basis: string
  readonly requires: readonly Rule<Facts>[]
}

/** Why an action is not possible. `basis` is the key the rule pack resolves to an article. */
export type Refusal = {
  readonly code: string
  readonly message: Text
  readonly basis: string
  readonly role: boolean
}

export type States<State extends string> = Record<State, Text>

/** The first thing that forbids the action, or `undefined`. Server and button ask this one function. */
export function refusalOf<State extends string, Facts extends { readonly state: State }>(
  transition: Transition<State, Facts>,
  facts: Facts,
  context: Context,
  states?: States<State>,
): Refusal | undefined {
  const failed = transition.requires.filter((rule) => rule.who).find((rule) => !rule.holds(facts, context))
  if (failed) return refusal(failed, transition.basis, facts, context)
  const undelegated = refusalOfScope(transition.basis, context)
  if (undelegated) return undelegated
  if (!transition.from.includes(facts.state)) return wrongState(transition, facts.state, states)
  const unmet = transition.requires.find((rule) => !rule.holds(facts, context))
  return unmet && refusal(unmet, transition.basis, facts, context)
}

/** The same question for something that is not a state change, such as opening a list or making a first record. */
export function refusalOfRules<Facts>(
  rules: readonly Rule<Facts>[],
  basis: string,
  facts: Facts,
  context: Context,
): Refusal | undefined {
  const failed = rules.find((rule) => !rule.holds(facts, context))
  return failed && refusal(failed, basis, facts, context)
}

/** A delegate does what was delegated and nothing else; a substitute has the whole post. */
export function refusalOfScope(basis: string, { actor: { standsInFor } }: Pick<Context, 'actor'>): Refusal | undefined {
  if (!standsInFor?.bases || standsInFor.bases.includes(basis)) return undefined
  const { personName: name } = standsInFor
  const message = {
    zh: `${name}没有委托您代办这一事项。`,
    en: `${name} has not delegated this act to you.`,
  }
  return { code: 'not_delegated', message, basis: 'organization.delegation', role: true }
}

/** What is the holder's own business: a stand-in never does it in the holder's place. */
export const inOwnPost: Rule<unknown> = {
  code: 'not_in_own_post',
  who: { zh: '本岗位任职者本人', en: 'The holder of the post in person' },
  message: () => ({
    zh: '须由本岗位任职者本人办理，不得代办。',
    en: 'To be done by the holder of the post in person, by no stand-in.',
  }),
  holds: (_facts, { actor }) => actor.standsInFor === undefined,
}

const refusal = <Facts>(rule: Rule<Facts>, basis: string, facts: Facts, context: Context): Refusal => ({
  code: rule.code,
  message: rule.message(facts, context),
  basis,
  role: rule.who !== undefined,
})

function wrongState<State extends string, Facts>(
  transition: Transition<State, Facts>,
  state: State,
  states?: States<State>,
): Refusal {
  const now = states?.[state] ?? { zh: state, en: state }
  const { label } = transition
  return {
    code: 'wrong_state',
    message: {
      zh: `现为“${now.zh}”，不能${label.zh}。`,
      en: `“${label.en}” is not possible: the state is “${now.en}”.`,
    },
    basis: transition.basis,
    role: false,
  }
}

/** A permission as a condition: the acting post is one of these. */
export function hasPost<Facts>(kinds: readonly PostKind[], message?: Text): Rule<Facts> {
  const who = joinTexts(kinds.map((kind) => posts[kind]))
  return {
    code: 'not_your_post',
    who,
    message: () => message ?? { zh: `须由${who.zh}办理。`, en: `To be done by: ${who.en}.` },
    holds: (_facts, { actor }) => isOneOf(actor.post, kinds),
  }
}

/** Everybody in a business post; administrators see no business content (domain.md 2). */
export const businessPost: Rule<unknown> = {
  code: 'no_business_content',
  who: { zh: '各业务岗位', en: 'Every business post' },
  message: () => ({ zh: '管理员不查看业务内容。', en: 'Administrators see no business content.' }),
  holds: (_facts, { actor }) => !isOneOf(actor.post, administrators),
}
