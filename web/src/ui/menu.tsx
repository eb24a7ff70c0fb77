import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  Menu as AriaMenu,
  Button,
  MenuItem,
  MenuTrigger,
  Popover,
  type Selection,
} from "react-aria-components";

export interface Choice<T extends string> {
  id: T;
  name: string;
  /// A second line, or a figure at the right.
  hint?: ReactNode;
  is_disabled?: boolean;
}

interface PickProps<T extends string> {
  label: string;
  /// What stands on the button; else the name of what is chosen.
  shown?: ReactNode;
  choices: Choice<T>[];
  chosen: T | readonly T[];
  on_choose: (id: T) => void;
  on_choose_many?: (ids: T[]) => void;
  is_set?: boolean;
}

/// A filter or a choice: 'Owner All ▾'. One of many, or several where `on_choose_many` is given.
export function Pick<T extends string>({
  label,
  shown,
  choices,
  chosen,
  on_choose,
  on_choose_many,
  is_set = false,
}: PickProps<T>) {
  const many = on_choose_many !== undefined;
  const selected = new Set<T>(typeof chosen === "string" ? [chosen] : chosen);
  const first = choices.find((choice) => selected.has(choice.id));
  const change = (selection: Selection) => {
    if (selection === "all") return;
    const ids = choices.map((choice) => choice.id).filter((id) => selection.has(id));
    if (many) on_choose_many(ids);
    else if (ids[0] !== undefined) on_choose(ids[0]);
  };
  return (
    <MenuTrigger>
      <Button className={is_set ? "pick x" : "pick"}>
        <span className="k">{label}</span> <span className="clip">{shown ?? first?.name ?? ""}</span>
        <ChevronDown className="i" aria-hidden />
      </Button>
      <Popover className="pop" placement="bottom start">
        <AriaMenu
          className="menu"
          aria-label={label}
          items={choices}
          selectionMode={many ? "multiple" : "single"}
          disallowEmptySelection={!many}
          selectedKeys={selected}
          onSelectionChange={change}
          disabledKeys={choices.filter((choice) => choice.is_disabled).map((choice) => choice.id)}
        >
          {(choice) => (
            <MenuItem id={choice.id} className="menu-item" textValue={choice.name}>
              <Check className="i tick" aria-hidden />
              <span className="grow">{choice.name}</span>
              {choice.hint !== undefined && <span className="q s">{choice.hint}</span>}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

interface ActionsProps<T extends string> {
  label: string;
  button: ReactNode;
  actions: Choice<T>[];
  on_act: (id: T) => void;
  class_name?: string;
}

/// A button with a menu of acts: 'Move to…', 'More'.
export function Actions<T extends string>({
  label,
  button,
  actions,
  on_act,
  class_name = "btn s",
}: ActionsProps<T>) {
  return (
    <MenuTrigger>
      <Button className={class_name} aria-label={label}>
        {button}
      </Button>
      <Popover className="pop" placement="bottom end">
        <AriaMenu
          className="menu"
          aria-label={label}
          onAction={(key) => on_act(String(key) as T)}
          disabledKeys={actions.filter((action) => action.is_disabled).map((action) => action.id)}
        >
          {actions.map((action) => (
            <MenuItem key={action.id} id={action.id} className="menu-item" textValue={action.name}>
              <span className="grow">{action.name}</span>
              {action.hint !== undefined && <span className="q s">{action.hint}</span>}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
