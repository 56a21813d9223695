import { Link } from 'react-router'
import { useText } from './language.tsx'
import { PageHead } from './PageHead.tsx'

export function NotFoundPage() {
  const text = useText()
  return (
    <>
      <PageHead
        title={{ zh: '没有这个页面', en: 'There is no such page' }}
        sentence={text({
          zh: '地址可能已改动，或者不属于您的岗位。可以从首页或菜单进入。',
          en: 'The address may have changed, or is not part of your post. Start from the home page or the menu.',
        })}
      />
      <Link className="button" to="/">
        {text({ zh: '回到首页', en: 'To the home page' })}
      </Link>
    </>
  )
}
