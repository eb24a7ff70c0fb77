import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { SelectField } from "../../ui/fields.tsx";
import { people_texts } from "./people_texts.ts";
import { type Role, roles, useRoleNames } from "./role_names.ts";
import { settings_texts } from "./texts.ts";

export function RoleField({
  value,
  on_change,
  error,
}: {
  value: Role;
  on_change: (role: Role) => void;
  error?: string | undefined;
}) {
  const { t } = useTranslation(people_texts);
  const role_name = useRoleNames();
  return (
    <SelectField
      label={t("role")}
      value={value}
      error={error}
      choices={roles.map((id) => ({ id, name: role_name(id) }))}
      onChange={(event) => on_change(event.target.value as Role)}
    />
  );
}

export function TeamField({
  value,
  on_change,
  error,
  label,
}: {
  value: number | null;
  on_change: (team: number | null) => void;
  error?: string | undefined;
  label?: string;
}) {
  const { t } = useTranslation(people_texts);
  const { t: shared } = useTranslation(settings_texts);
  const teams = $api.useQuery("get", "/api/teams", {});
  return (
    <SelectField
      label={label ?? t("team")}
      value={value === null ? "" : `${value}`}
      error={error}
      choices={[
        { id: "", name: shared("no_team") },
        ...(teams.data?.teams ?? []).map((team) => ({ id: `${team.id}`, name: team.name })),
      ]}
      onChange={(event) => on_change(event.target.value ? Number(event.target.value) : null)}
    />
  );
}
