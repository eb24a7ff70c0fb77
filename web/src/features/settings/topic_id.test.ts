import { describe, expect, it } from "vitest";
import { topic_id } from "./topic_id.ts";

describe("the id of a topic", () => {
  it("is its name in small letters", () => {
    expect(topic_id("Zu teuer für uns", [])).toBe("zu_teuer_fur_uns");
    expect(topic_id("24 months", [])).toBe("topic_24_months");
    expect(topic_id("価格", [])).toBe("topic");
  });
  it("is never one that is taken", () => {
    expect(topic_id("Price", ["price", "price_2"])).toBe("price_3");
  });
});
