import { expect, test } from "vitest";
import { ApiError } from "../../api/client.ts";
import { is_told_at } from "../../deals/acts.ts";
import { told_fields, value_fault } from "./new_deal_model.ts";

function refused(at: string) {
  const faults = [{ at, message: "an amount needs a currency", mend: "" }];
  return new ApiError({ type: "about:blank", title: "", status: 422, detail: "", faults, request_id: "" });
}

const values = [{ name: "owner" }, { name: "amount" }];

test("a fault of one value stands at its field, one of all values beside the button", () => {
  expect(value_fault(refused("/values/1/value"), values, "amount")).toBe("an amount needs a currency");
  expect(is_told_at(refused("/values/1/value"), told_fields(values))).toBe(true);
  expect(is_told_at(refused("/values"), told_fields(values))).toBe(false);
});
