import { CircleAlert, CircleCheck } from 'lucide-react';
import type { ReactElement } from 'react';
import { useCall } from '../client/queries.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './SettingsScreen.module.css';

/** What WhenThen is, and whether everything it needs is well. */
export const About = (): ReactElement => {
  const { data: info } = useCall('app.info', {});
  const { data: checks, error, isFetching, refetch } = useCall('app.doctor', {});
  return (
    <>
      <section className={styles.card}>
        <h2 className={styles.title}>{`WhenThen ${info?.version ?? ''}`}</h2>
        <p className="type-summary">
          Pick something that happens. Say what to do about it. It runs on this computer and sends nothing anywhere by
          itself.
        </p>
        <p className="type-summary">Free software under the MIT licence. Copyright 2026 the WhenThen authors.</p>
      </section>
      <section className={styles.card}>
        <div className={styles.line}>
          <h2 className={styles.title}>Is everything well?</h2>
          <Button size="small" isBusy={isFetching} onPress={() => void refetch()}>
            Check again
          </Button>
        </div>
        {error && (
          <Banner tone="err" title={error.message}>
            {error.fix}
          </Banner>
        )}
        {!checks && !error && <Skeleton lines={4} />}
        <ul className={styles.checks}>
          {checks?.map(({ name, ok, detail, fix }) => (
            <li key={name} className={styles.check}>
              {ok ? (
                <CircleCheck size={18} role="img" aria-label="Good" className={styles.ok} />
              ) : (
                <CircleAlert size={18} role="img" aria-label="Trouble" className={styles.bad} />
              )}
              <div className={styles.words}>
                <p className={styles.name}>{name}</p>
                <p className="type-summary">{detail}</p>
                {fix !== null && <p className="type-summary">{fix}</p>}
              </div>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
};
