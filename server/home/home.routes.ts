import { workingDaysBetween } from '#domain/calendar/workingDays.ts'
import { type CardStep, cardSteps } from '#domain/card/card.ts'
import {
  type DueTodo,
  type HomeBusiness,
  type HomeYear,
  listTodos,
  type NextDue,
  readHome,
} from '#domain/home/home.api.ts'
import { fixedDaysOf, fourWeeksOf, monthOf, remainingOf } from '#domain/home/home.ts'
import { businessPosts, isOneOf, seesEverything } from '#domain/kernel/actor.ts'
import { type StandingCards, standingCards } from '#server/card/card.public.ts'
import { type Reading, read } from '#server/kernel/routes.ts'
import { presentYear } from '#server/session/session.public.ts'
import { todosOf } from './home.public.ts'
import { burdenOf, itemsOf, nextDueOf, planIssuedOn, type Scope } from './home.store.ts'

export const homeRoutes = [
  read(
    listTodos,
    async (_input, context) => ({
      rows: await dueTodosOf(context),
      nextDue: isOneOf(context.actor.post, businessPosts) ? await nextOf(context, scopeOf(context)) : null,
    }),
    { snapshot: true },
  ),

  read(
    readHome,
    async (_input, context) => {
      const { tx, today, app, actor } = context
      const year = await presentYear(tx)
      const todos = await dueTodosOf(context)
      const weeks = fourWeeksOf(today, app.holidays)
      const isBusiness = isOneOf(actor.post, businessPosts)
      const scope = scopeOf(context)
      const cards = isBusiness ? await standingCards(tx, scope, weeks[0]?.day ?? today) : null
      return {
        todos,
        weeks: weeks.map((day) => ({ ...day, ...cardsOn(day.day, cards?.counts ?? []) })),
        year: year && (await yearOf(context, year.year)),
        business: cards && (await businessOf(context, scope, year?.year ?? null, cards)),
      }
    },
    { snapshot: true },
  ),
]

const scopeOf = ({ actor }: Reading): Scope => (seesEverything(actor) ? null : actor.divisionId)

async function dueTodosOf(context: Reading): Promise<DueTodo[]> {
  const { today, app } = context
  const left = new Map<string, number | null>()
  return (await todosOf(context)).map((todo) => {
    const { dueOn } = todo
    if (dueOn !== null && !left.has(dueOn)) left.set(dueOn, workingDaysBetween(today, dueOn, app.holidays))
    return { ...todo, workingDaysLeft: dueOn === null ? null : (left.get(dueOn) ?? null) }
  })
}

/** The gravest step that fired on the day and how many cards did. */
function cardsOn(day: string, counts: StandingCards['counts']): { card: CardStep | null; cardCount: number } {
  const fired = counts.filter(({ firedOn }) => firedOn === day)
  const steps = cardSteps.filter((step) => fired.some((one) => one.step === step))
  return { card: steps.at(-1) ?? null, cardCount: fired.reduce((sum, { count }) => sum + count, 0) }
}

async function yearOf({ tx, today, settings, app }: Reading, year: number): Promise<HomeYear> {
  const days = fixedDaysOf(year, await planIssuedOn(tx, year), settings)
  return { year, ...remainingOf(year, today, app.holidays), days }
}

async function nextOf({ tx, today, app }: Reading, scope: Scope): Promise<NextDue | null> {
  const next = await nextDueOf(tx, scope, today)
  return next && { ...next, workingDaysLeft: workingDaysBetween(today, next.on, app.holidays) }
}

async function businessOf(
  context: Reading,
  scope: Scope,
  year: number | null,
  { counts, rows }: StandingCards,
): Promise<HomeBusiness> {
  const { tx, today } = context
  const standing = (step: CardStep) =>
    counts.filter((one) => one.step === step).reduce((sum, { count }) => sum + count, 0)
  return {
    scope: scope === null ? 'office' : 'division',
    nextDue: await nextOf(context, scope),
    cards: {
      standing: { earlyWarning: standing('earlyWarning'), yellow: standing('yellow'), red: standing('red') },
      rows: [...rows],
    },
    items: year === null ? { rows: [], total: 0 } : await itemsOf(tx, scope, year, today),
    burden: await burdenOf(tx, scope, { ...monthOf(today), today }),
  }
}
