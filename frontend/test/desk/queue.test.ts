import { describe, expect, it } from 'vitest';
import { actionOf, afterDeciding, neighboursOf } from '@/desk/features/approvals/queue';

const QUEUE = [{ id: 'one' }, { id: 'two' }, { id: 'three' }];

const press = (key: string, change: Partial<KeyboardEvent> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  target: document.body,
  defaultPrevented: false,
  repeat: false,
  ...change,
});

describe('the neighbours of a request', () => {
  it('are those before and after it', () => {
    expect(neighboursOf(QUEUE, 'two')).toEqual({ position: 2, previous: 'one', next: 'three' });
  });

  it('end at the ends of the queue', () => {
    expect(neighboursOf(QUEUE, 'one').previous).toBeNull();
    expect(neighboursOf(QUEUE, 'three').next).toBeNull();
  });

  it('lead into the queue from a request that is not in it', () => {
    expect(neighboursOf(QUEUE, 'elsewhere')).toEqual({
      position: null,
      previous: null,
      next: 'one',
    });
  });
});

describe('after a decision', () => {
  it('the next request comes', () => {
    expect(afterDeciding(QUEUE, 'one')).toBe('two');
  });

  it('the last one leads back to what was skipped', () => {
    expect(afterDeciding(QUEUE, 'three')).toBe('two');
  });

  it('an empty queue leads nowhere', () => {
    expect(afterDeciding([{ id: 'one' }], 'one')).toBeNull();
    expect(afterDeciding([], 'one')).toBeNull();
  });
});

describe('the keys', () => {
  it('walk, decide, open files and help', () => {
    const keys = ['j', 'K', 'a', 'R', 'f', 'x', '?'];
    expect(keys.map((key) => actionOf(press(key), 'ltr'))).toEqual([
      'next',
      'previous',
      'approve',
      'reject',
      'files',
      'tick',
      'help',
    ]);
  });

  it('follow the direction of reading with the arrows', () => {
    expect(actionOf(press('ArrowRight'), 'ltr')).toBe('next');
    expect(actionOf(press('ArrowRight'), 'rtl')).toBe('previous');
    expect(actionOf(press('ArrowLeft'), 'rtl')).toBe('next');
  });

  it('do nothing while somebody types', () => {
    const field = document.createElement('textarea');
    expect(actionOf(press('a', { target: field }), 'ltr')).toBeNull();
  });

  it('go on after a box was ticked', () => {
    const box = document.createElement('input');
    box.type = 'checkbox';
    expect(actionOf(press('a', { target: box }), 'ltr')).toBe('approve');
  });

  it('do nothing inside a dialog', () => {
    const dialog = document.createElement('div');
    dialog.setAttribute('role', 'dialog');
    const button = dialog.appendChild(document.createElement('button'));
    expect(actionOf(press('r', { target: button }), 'ltr')).toBeNull();
  });

  it("leave the browser's own shortcuts alone", () => {
    expect(actionOf(press('a', { ctrlKey: true }), 'ltr')).toBeNull();
    expect(actionOf(press('r', { metaKey: true }), 'ltr')).toBeNull();
    expect(actionOf(press('j', { defaultPrevented: true }), 'ltr')).toBeNull();
  });

  it('decide nothing when held down', () => {
    expect(actionOf(press('a', { repeat: true }), 'ltr')).toBeNull();
    expect(actionOf(press('j', { repeat: true }), 'ltr')).toBe('next');
  });
});
