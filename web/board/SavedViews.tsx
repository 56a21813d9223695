import { Input } from 'antd'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { listSavedViews, removeView, type SavedView, saveView } from '#domain/board/board.api.ts'
import type { ViewPath } from '#domain/board/board.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Icon } from '#web/kernel/Icon.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ErrorState } from '#web/kernel/states.tsx'
import './savedViews.css'

/** The filters of the address in one order, without empty ones: what is kept and compared. */
function searchOf(query: URLSearchParams): string {
  const given = [...query].filter(([, value]) => value !== '').toSorted(([a], [b]) => a.localeCompare(b))
  return new URLSearchParams(given).toString()
}

/** A person's own names for filters of this page: opened by a press, kept and removed here. */
export function SavedViews({ path }: { readonly path: ViewPath }) {
  const text = useText()
  const [query] = useSearchParams()
  const views = useRead(listSavedViews, { path })
  const here = searchOf(query)
  const rows = views.data?.rows ?? []
  const open = rows.find(({ search }) => search === here)
  return (
    <details className="saved-views">
      <summary>
        {text({ zh: '常用视图', en: 'Saved views' })}
        {open ? <b lang="zh"> {open.name}</b> : rows.length > 0 && ` ${rows.length}`}
        <Icon name="down" />
      </summary>
      <div className="saved-views-list">
        {rows.length > 0 && (
          <ul>
            {rows.map((view) => (
              <ViewRow key={view.id} view={view} isOpen={view === open} />
            ))}
          </ul>
        )}
        <NewView path={path} search={here} />
      </div>
    </details>
  )
}

function ViewRow({ view: { id, path, name, search }, isOpen }: { readonly view: SavedView; readonly isOpen: boolean }) {
  const text = useText()
  const remove = useAct(removeView, { id })
  return (
    <li>
      <Link to={`${path}?${search}`} lang="zh" {...(isOpen ? { 'aria-current': 'page' as const } : {})}>
        {name}
      </Link>
      <button
        type="button"
        className="button plain"
        aria-label={text({ zh: `删除常用视图“${name}”`, en: `Remove the view ${name}` })}
        onClick={() => remove.mutate({})}
      >
        <Icon name="cross" />
      </button>
    </li>
  )
}

function NewView({ path, search }: { readonly path: ViewPath; readonly search: string }) {
  const text = useText()
  const [name, setName] = useState('')
  const save = useAct(saveView, {}, { onDone: () => setName('') })
  const label = { zh: '视图名称', en: 'Name of the view' }
  const add = () => name.trim() !== '' && save.mutate({ path, name: name.trim(), search })
  return (
    <form
      className="saved-views-new"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <Input
        aria-label={text(label)}
        placeholder={text(label)}
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <ButtonFace kind="normal" loading={save.isPending} onClick={add}>
        {text(saveView.summary)}
      </ButtonFace>
      {save.error && <ErrorState error={save.error} />}
    </form>
  )
}
