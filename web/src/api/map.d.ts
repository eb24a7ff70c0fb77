// Made by `./dev api` from what the server says of itself. Do not edit.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Serves */
        serves: {
            /**
             * Channels
             * @description Empty: any.
             */
            channels?: string[];
            /**
             * Offerings
             * @description Empty: any.
             */
            offerings?: string[];
            /**
             * Personas
             * @description Empty: any.
             */
            personas?: string[];
        } & {
            [key: string]: unknown;
        };
        /** Origin */
        origin: {
            /**
             * Kind
             * @description Where the map comes from.
             * @enum {unknown}
             */
            kind: "own" | "template" | "import" | "discovered";
            /**
             * Source
             * @description A template, a file, a history.
             */
            source?: string;
            /**
             * Since
             * @description Since when it is used.
             */
            since?: string;
            /**
             * Adapted
             * @description What the team changed, and why.
             */
            adapted?: string;
        } & {
            [key: string]: unknown;
        };
        /** Contributor */
        contributor: {
            /**
             * Name
             * @description Who it is.
             */
            name: string;
            /**
             * Role
             * @description In which role.
             */
            role?: string;
            /**
             * Heard on
             * @description The day on which they were asked.
             */
            heard_on?: string;
            /**
             * Agreed on
             * @description The day on which they agreed.
             */
            agreed_on?: string;
        } & {
            [key: string]: unknown;
        };
        /** Role */
        role: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Side
             * @description On whose side it stands.
             * @enum {unknown}
             */
            side: "customer" | "us" | "partner";
        } & {
            [key: string]: unknown;
        };
        /** Step of a journey */
        step_of_a_journey: {
            /**
             * Id
             * @description Unique in the persona.
             */
            id?: string;
            /**
             * Name
             * @description What the person goes through.
             */
            name: string;
            /**
             * Served by
             * @description Stages that serve it.
             */
            served_by?: string[];
        } & {
            [key: string]: unknown;
        };
        /** Persona */
        persona: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Text
             * @description More about it.
             */
            text?: string;
            /**
             * Journey
             * @description Steps from the first sign of the problem on.
             */
            journey?: components["schemas"]["step_of_a_journey"][];
        } & {
            [key: string]: unknown;
        };
        /** Channel */
        channel: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
        } & {
            [key: string]: unknown;
        };
        /** Offering */
        offering: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Phase
             * @description Where it stands in its life.
             * @enum {unknown}
             */
            phase?: "introduction" | "growth" | "maturity" | "decline";
            /**
             * Phase since
             * @description Since when.
             */
            phase_since?: string;
        } & {
            [key: string]: unknown;
        };
        /** Competency */
        competency: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Text
             * @description More about it.
             */
            text?: string;
            /**
             * Levels
             * @description What level 1, 2, ... means; left out: knows it, does it with help, does it alone, teaches it.
             */
            levels?: string[];
        } & {
            [key: string]: unknown;
        };
        /** Tool */
        tool: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Text
             * @description More about it.
             */
            text?: string;
            /**
             * Url
             * @description Where it is found.
             */
            url?: string;
        } & {
            [key: string]: unknown;
        };
        /** Literature */
        literature: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Text
             * @description More about it.
             */
            text?: string;
            /**
             * Url
             * @description Where it is found.
             */
            url?: string;
            /**
             * Kind
             * @description Guide, video, case ...
             */
            kind?: string;
        } & {
            [key: string]: unknown;
        };
        /** Brand attribute */
        brand_attribute: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Text
             * @description More about it.
             */
            text?: string;
        } & {
            [key: string]: unknown;
        };
        /** Price rule */
        price_rule: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Text
             * @description The rule in words.
             */
            text: string;
            /**
             * Where
             * @description Goals and stages where it holds; left out: everywhere.
             */
            where?: string[];
            /**
             * Require
             * @description What has to hold of the quote.
             */
            require: string;
            /**
             * Approver
             * @description The role that can allow an exception.
             */
            approver?: string;
        } & {
            [key: string]: unknown;
        };
        /** Field */
        field: ({
            /**
             * Id
             * @description Not that of a built-in field.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Kind
             * @description What it holds.
             * @enum {unknown}
             */
            kind: "number" | "money" | "days" | "date" | "text" | "flag" | "choice";
            /**
             * Choices
             * @description Values to choose from.
             */
            choices?: string[];
        } & {
            [key: string]: unknown;
        }) & unknown;
        /** Measure */
        measure: {
            /**
             * Id
             * @description Not that of a built-in measure.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Kind
             * @description Its unit.
             * @enum {unknown}
             */
            kind: "count" | "share" | "days" | "money";
            /**
             * Direction
             * @description Which way is better.
             * @default higher
             * @enum {unknown}
             */
            direction?: "higher" | "lower";
            /**
             * Formula
             * @description How it is worked out from history.
             */
            formula: string;
        } & {
            [key: string]: unknown;
        };
        /** Target */
        target: {
            /**
             * Measure
             * @description A measure of the map or a built-in one.
             */
            measure: string;
            /**
             * Target
             * @description What is aimed at, in the measure's unit; money in major units.
             */
            target?: number;
            /**
             * Per
             * @description The period that the target is for; needed for flows.
             * @enum {unknown}
             */
            per?: "week" | "month" | "quarter" | "year";
        } & {
            [key: string]: unknown;
        };
        /** Evidence */
        evidence: ({
            /**
             * Kind
             * @description In what way the criterion is shown to be met.
             * @enum {unknown}
             */
            kind: "touchpoint" | "document" | "field" | "record" | "answer";
            /**
             * Of
             * @description Kinds of touchpoint that will do; empty: any.
             */
            of?: ("call" | "email" | "meeting" | "demo" | "visit" | "form")[];
            /**
             * From
             * @description With whom: `customer` or a buying role.
             */
            from?: string;
            /**
             * Output
             * @description The document that has to be attached.
             */
            output?: string;
            /**
             * Field
             * @description The field of the deal that is looked at.
             */
            field?: string;
            /**
             * Require
             * @description What has to hold; left out: the field is filled.
             */
            require?: string;
            /**
             * Record
             * @description The kind of record that has to be there.
             * @enum {unknown}
             */
            record?: "contact" | "quote" | "payment" | "referral" | "promise" | "objection" | "touchpoint";
            /**
             * Where
             * @description Which of these records count.
             */
            where?: string;
            /**
             * At least
             * @description How many of them.
             * @default 1
             */
            at_least?: number;
            /**
             * Question
             * @description What a person is asked.
             */
            question?: string;
            /**
             * Choices
             * @description Answers to choose from.
             */
            choices?: string[];
            /**
             * Accept
             * @description Answers that meet the criterion; empty: any.
             */
            accept?: string[];
        } & {
            [key: string]: unknown;
        }) & (unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown & unknown);
        /** Exit criterion */
        exit_criterion: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Text
             * @description An act of the prospect.
             */
            text: string;
            /**
             * Required
             * @description False: shown, not asked for.
             * @default true
             */
            required?: boolean;
            /**
             * Fresh
             * @description True: evidence from before the last entry does not count.
             * @default false
             */
            fresh?: boolean;
            /**
             * Evidence
             * @description Any one suffices; none: a person confirms with a note.
             */
            evidence?: components["schemas"]["evidence"][];
        } & {
            [key: string]: unknown;
        };
        /** Task */
        task: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What is done.
             */
            name: string;
            /**
             * Text
             * @description More about it.
             */
            text?: string;
            /**
             * Role
             * @description Who does it; left out: the stage's lead.
             */
            role?: string;
            /**
             * Internal
             * @description The customer has nothing of it.
             * @default false
             */
            internal?: boolean;
            /**
             * Work hours
             * @description Hours of work a visit.
             */
            work_hours?: number;
            /**
             * Measures
             * @description Discouraged: measure goals.
             */
            measures?: components["schemas"]["target"][];
        } & {
            [key: string]: unknown;
        };
        /** Output */
        output: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * By
             * @description Who makes it.
             * @default us
             * @enum {unknown}
             */
            by?: "us" | "customer" | "partner";
            /**
             * For
             * @description For whom it is.
             * @default customer
             * @enum {unknown}
             */
            for?: "us" | "customer";
        } & {
            [key: string]: unknown;
        };
        /** Stage */
        stage: {
            /**
             * Id
             * @description Stable; history refers to it, never to the name.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Aliases
             * @description Former names, and names in a CRM.
             */
            aliases?: string[];
            /**
             * Replaces
             * @description Stages that it was split from or merged of.
             */
            replaces?: string[];
            /**
             * Text
             * @description More about it.
             */
            text?: string;
            /**
             * Value
             * @description What the customer gains.
             */
            value?: string;
            /**
             * Learns
             * @description What the prospect needs to learn.
             */
            learns?: string[];
            /**
             * Does
             * @description What the prospect does.
             */
            does?: string[];
            /**
             * Exit
             * @description What has happened when a prospect leaves.
             */
            exit?: components["schemas"]["exit_criterion"][];
            /**
             * Tasks
             * @description What is done, in any order; advice, never a gate.
             */
            tasks?: components["schemas"]["task"][];
            /**
             * Outputs
             * @description Papers and things that come of it.
             */
            outputs?: components["schemas"]["output"][];
            /**
             * Lead
             * @description The role that leads.
             */
            lead?: string;
            /**
             * With
             * @description Roles that take part.
             */
            with?: string[];
            /**
             * Tools
             * @description Tools that help.
             */
            tools?: string[];
            /**
             * Literature
             * @description What is given to the prospect to learn from.
             */
            literature?: string[];
            /**
             * Skills
             * @description Competency: level that is needed.
             */
            skills?: {
                [key: string]: number;
            };
            /**
             * Brand
             * @description Brand attribute: how it shows here.
             */
            brand?: {
                [key: string]: string;
            };
            /**
             * Expected days
             * @description Elapsed days, the median meant.
             */
            expected_days?: number;
            /**
             * Late after days
             * @description After this many days a deal is late; left out: twice the expected.
             */
            late_after_days?: number;
            /**
             * Expected conversion
             * @description Share of deals that go forward, 0 to 1.
             */
            expected_conversion?: number;
            /**
             * Optional
             * @description May be skipped.
             * @default false
             */
            optional?: boolean;
            /**
             * Internal
             * @description Administration in the background; no deal waits in it.
             * @default false
             */
            internal?: boolean;
            /**
             * Next
             * @description Stages or outcomes that may follow; left out: the next one.
             */
            next?: string[];
            /**
             * Back
             * @description Stages to return to; left out: any earlier one; []: none.
             */
            back?: string[];
            /**
             * Measures
             * @description Targets; better stated on the goal.
             */
            measures?: components["schemas"]["target"][];
            /**
             * Work hours
             * @description Hours of work of the lead a visit.
             */
            work_hours?: number;
        } & {
            [key: string]: unknown;
        };
        /** Goal */
        goal: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * Value
             * @description What the customer gains.
             */
            value?: string;
            /**
             * Measures
             * @description What is aimed at, for its stages together.
             */
            measures?: components["schemas"]["target"][];
            /**
             * Stages
             * @description Its stages, in order.
             */
            stages?: components["schemas"]["stage"][];
            /**
             * Text
             * @description More about it.
             */
            text?: string;
            /**
             * Aliases
             * @description Former names.
             */
            aliases?: string[];
            /**
             * Replaces
             * @description Goals that it was split from or merged of.
             */
            replaces?: string[];
        } & {
            [key: string]: unknown;
        };
        /** Outcome */
        outcome: ({
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description In the map's own words.
             */
            name: string;
            /**
             * Aliases
             * @description Names in a CRM.
             */
            aliases?: string[];
            /**
             * Kind
             * @description How it counts.
             * @enum {unknown}
             */
            kind: "won" | "lost" | "no_decision";
            /**
             * On leaving
             * @description The stage whose leaving is the win; left out: the last customer stage.
             */
            on_leaving?: string;
            /**
             * From
             * @description Stages from which it can happen; left out: every one before the win.
             */
            from?: string[];
            /**
             * Reasons
             * @description Reasons to choose from.
             */
            reasons?: string[];
        } & {
            [key: string]: unknown;
        }) & (unknown & unknown);
        /** Waiver */
        waiver: {
            /**
             * Rule
             * @description The rule whose finding the team keeps.
             */
            rule: string;
            /**
             * Case
             * @description One case of the rule; left out: all.
             */
            case?: string;
            /**
             * At
             * @description Where; left out: everywhere.
             */
            at?: string;
            /**
             * Reason
             * @description Why.
             */
            reason: string;
            /**
             * By
             * @description Who decided.
             */
            by?: string;
            /**
             * Until
             * @description The day after which the finding is back.
             */
            until?: string;
        } & {
            [key: string]: unknown;
        };
        /** Check */
        check: {
            /**
             * Steps per level
             * @description More steps on one level are a finding.
             * @default 7
             */
            steps_per_level?: number;
            /**
             * Words
             * @description Word list: entries that the map adds.
             */
            words?: {
                [key: string]: string[];
            };
            /**
             * Waived
             * @description Findings that the team has looked at and keeps.
             */
            waived?: components["schemas"]["waiver"][];
        } & {
            [key: string]: unknown;
        };
        /** Map */
        map: {
            /**
             * Stagecraft
             * @description Version of the format: 1.
             */
            stagecraft: number;
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id: string;
            /**
             * Name
             * @description What the process is called.
             */
            name: string;
            /**
             * Summary
             * @description The process in a sentence or two.
             */
            summary?: string;
            /**
             * Language
             * @description The language of its texts.
             * @default en
             */
            language?: string;
            /**
             * Currency
             * @description ISO 4217; needed once money occurs.
             */
            currency?: string;
            /**
             * Extends
             * @description The map of which this one is a variant.
             */
            extends?: string;
            /**
             * Serves
             * @description The deals that run on it.
             */
            serves?: components["schemas"]["serves"];
            /**
             * Owner
             * @description Who answers for it.
             */
            owner?: string;
            /**
             * Origin
             * @description Where it comes from.
             */
            origin?: components["schemas"]["origin"];
            /**
             * Contributors
             * @description Who was asked, and who agreed.
             */
            contributors?: components["schemas"]["contributor"][];
            /**
             * Roles
             * @description Who takes part; lanes are drawn from them.
             */
            roles?: components["schemas"]["role"][];
            /**
             * Personas
             * @description Who buys, and what they go through.
             */
            personas?: components["schemas"]["persona"][];
            /**
             * Channels
             * @description Ways to the market.
             */
            channels?: components["schemas"]["channel"][];
            /**
             * Offerings
             * @description What is sold.
             */
            offerings?: components["schemas"]["offering"][];
            /**
             * Competencies
             * @description Skills that are needed, and assessed.
             */
            competencies?: components["schemas"]["competency"][];
            /**
             * Tools
             * @description What helps us.
             */
            tools?: components["schemas"]["tool"][];
            /**
             * Literature
             * @description What prospects learn from.
             */
            literature?: components["schemas"]["literature"][];
            /**
             * Brand
             * @description What the brand stands for.
             */
            brand?: components["schemas"]["brand_attribute"][];
            /**
             * Price rules
             * @description What holds for prices and discounts.
             */
            price_rules?: components["schemas"]["price_rule"][];
            /**
             * Fields
             * @description Fields of a deal that are the map's own.
             */
            fields?: components["schemas"]["field"][];
            /**
             * Measures
             * @description Measures that are the map's own.
             */
            measures?: components["schemas"]["measure"][];
            /**
             * Goals
             * @description The goals, in order, with their stages.
             */
            goals?: components["schemas"]["goal"][];
            /**
             * Stages
             * @description A flat map: stages without goals.
             */
            stages?: components["schemas"]["stage"][];
            /**
             * Outcomes
             * @description How it can end.
             */
            outcomes?: components["schemas"]["outcome"][];
            /**
             * Start
             * @description Where deals begin; left out: the first customer stage.
             */
            start?: string[];
            /**
             * Check
             * @description Settings of the check.
             */
            check?: components["schemas"]["check"];
        } & {
            [key: string]: unknown;
        };
        /** Serves */
        variant_serves: {
            /**
             * Channels
             * @description Empty: any.
             */
            channels?: string[] | null;
            /**
             * Offerings
             * @description Empty: any.
             */
            offerings?: string[] | null;
            /**
             * Personas
             * @description Empty: any.
             */
            personas?: string[] | null;
        } & {
            [key: string]: unknown;
        };
        /** Origin */
        variant_origin: {
            /**
             * Kind
             * @description Where the map comes from.
             * @enum {unknown}
             */
            kind?: "own" | "template" | "import" | "discovered";
            /**
             * Source
             * @description A template, a file, a history.
             */
            source?: string | null;
            /**
             * Since
             * @description Since when it is used.
             */
            since?: string | null;
            /**
             * Adapted
             * @description What the team changed, and why.
             */
            adapted?: string | null;
        } & {
            [key: string]: unknown;
        };
        /** Role */
        variant_role: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * Side
             * @description On whose side it stands.
             * @enum {unknown}
             */
            side?: "customer" | "us" | "partner";
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Step of a journey */
        variant_step_of_a_journey: {
            /**
             * Id
             * @description Unique in the persona.
             */
            id?: string;
            /**
             * Name
             * @description What the person goes through.
             */
            name?: string;
            /**
             * Served by
             * @description Stages that serve it.
             */
            served_by?: string[] | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Persona */
        variant_persona: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * Text
             * @description More about it.
             */
            text?: string | null;
            /**
             * Journey
             * @description Steps from the first sign of the problem on.
             */
            journey?: components["schemas"]["variant_step_of_a_journey"][] | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Channel */
        variant_channel: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Offering */
        variant_offering: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * Phase
             * @description Where it stands in its life.
             */
            phase?: ("introduction" | "growth" | "maturity" | "decline") | null;
            /**
             * Phase since
             * @description Since when.
             */
            phase_since?: string | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Competency */
        variant_competency: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * Text
             * @description More about it.
             */
            text?: string | null;
            /**
             * Levels
             * @description What level 1, 2, ... means; left out: knows it, does it with help, does it alone, teaches it.
             */
            levels?: string[] | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Tool */
        variant_tool: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * Text
             * @description More about it.
             */
            text?: string | null;
            /**
             * Url
             * @description Where it is found.
             */
            url?: string | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Literature */
        variant_literature: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * Text
             * @description More about it.
             */
            text?: string | null;
            /**
             * Url
             * @description Where it is found.
             */
            url?: string | null;
            /**
             * Kind
             * @description Guide, video, case ...
             */
            kind?: string | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Brand attribute */
        variant_brand_attribute: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * Text
             * @description More about it.
             */
            text?: string | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Price rule */
        variant_price_rule: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Text
             * @description The rule in words.
             */
            text?: string;
            /**
             * Where
             * @description Goals and stages where it holds; left out: everywhere.
             */
            where?: string[] | null;
            /**
             * Require
             * @description What has to hold of the quote.
             */
            require?: string;
            /**
             * Approver
             * @description The role that can allow an exception.
             */
            approver?: string | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Field */
        variant_field: {
            /**
             * Id
             * @description Not that of a built-in field.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * Kind
             * @description What it holds.
             * @enum {unknown}
             */
            kind?: "number" | "money" | "days" | "date" | "text" | "flag" | "choice";
            /**
             * Choices
             * @description Values to choose from.
             */
            choices?: string[] | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Measure */
        variant_measure: {
            /**
             * Id
             * @description Not that of a built-in measure.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * Kind
             * @description Its unit.
             * @enum {unknown}
             */
            kind?: "count" | "share" | "days" | "money";
            /**
             * Direction
             * @description Which way is better.
             * @default higher
             */
            direction?: ("higher" | "lower") | null;
            /**
             * Formula
             * @description How it is worked out from history.
             */
            formula?: string;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Exit criterion */
        variant_exit_criterion: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Text
             * @description An act of the prospect.
             */
            text?: string;
            /**
             * Required
             * @description False: shown, not asked for.
             * @default true
             */
            required?: boolean | null;
            /**
             * Fresh
             * @description True: evidence from before the last entry does not count.
             * @default false
             */
            fresh?: boolean | null;
            /**
             * Evidence
             * @description Any one suffices; none: a person confirms with a note.
             */
            evidence?: components["schemas"]["evidence"][] | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Task */
        variant_task: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What is done.
             */
            name?: string;
            /**
             * Text
             * @description More about it.
             */
            text?: string | null;
            /**
             * Role
             * @description Who does it; left out: the stage's lead.
             */
            role?: string | null;
            /**
             * Internal
             * @description The customer has nothing of it.
             * @default false
             */
            internal?: boolean | null;
            /**
             * Work hours
             * @description Hours of work a visit.
             */
            work_hours?: number | null;
            /**
             * Measures
             * @description Discouraged: measure goals.
             */
            measures?: components["schemas"]["target"][] | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Output */
        variant_output: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * By
             * @description Who makes it.
             * @default us
             */
            by?: ("us" | "customer" | "partner") | null;
            /**
             * For
             * @description For whom it is.
             * @default customer
             */
            for?: ("us" | "customer") | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Stage */
        variant_stage: {
            /**
             * Id
             * @description Stable; history refers to it, never to the name.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * Aliases
             * @description Former names, and names in a CRM.
             */
            aliases?: string[] | null;
            /**
             * Replaces
             * @description Stages that it was split from or merged of.
             */
            replaces?: string[] | null;
            /**
             * Text
             * @description More about it.
             */
            text?: string | null;
            /**
             * Value
             * @description What the customer gains.
             */
            value?: string | null;
            /**
             * Learns
             * @description What the prospect needs to learn.
             */
            learns?: string[] | null;
            /**
             * Does
             * @description What the prospect does.
             */
            does?: string[] | null;
            /**
             * Exit
             * @description What has happened when a prospect leaves.
             */
            exit?: components["schemas"]["variant_exit_criterion"][] | null;
            /**
             * Tasks
             * @description What is done, in any order; advice, never a gate.
             */
            tasks?: components["schemas"]["variant_task"][] | null;
            /**
             * Outputs
             * @description Papers and things that come of it.
             */
            outputs?: components["schemas"]["variant_output"][] | null;
            /**
             * Lead
             * @description The role that leads.
             */
            lead?: string | null;
            /**
             * With
             * @description Roles that take part.
             */
            with?: string[] | null;
            /**
             * Tools
             * @description Tools that help.
             */
            tools?: string[] | null;
            /**
             * Literature
             * @description What is given to the prospect to learn from.
             */
            literature?: string[] | null;
            /**
             * Skills
             * @description Competency: level that is needed.
             */
            skills?: {
                [key: string]: number | null;
            } | null;
            /**
             * Brand
             * @description Brand attribute: how it shows here.
             */
            brand?: {
                [key: string]: string | null;
            } | null;
            /**
             * Expected days
             * @description Elapsed days, the median meant.
             */
            expected_days?: number | null;
            /**
             * Late after days
             * @description After this many days a deal is late; left out: twice the expected.
             */
            late_after_days?: number | null;
            /**
             * Expected conversion
             * @description Share of deals that go forward, 0 to 1.
             */
            expected_conversion?: number | null;
            /**
             * Optional
             * @description May be skipped.
             * @default false
             */
            optional?: boolean | null;
            /**
             * Internal
             * @description Administration in the background; no deal waits in it.
             * @default false
             */
            internal?: boolean | null;
            /**
             * Next
             * @description Stages or outcomes that may follow; left out: the next one.
             */
            next?: string[] | null;
            /**
             * Back
             * @description Stages to return to; left out: any earlier one; []: none.
             */
            back?: string[] | null;
            /**
             * Measures
             * @description Targets; better stated on the goal.
             */
            measures?: components["schemas"]["target"][] | null;
            /**
             * Work hours
             * @description Hours of work of the lead a visit.
             */
            work_hours?: number | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Goal */
        variant_goal: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description What it is called.
             */
            name?: string;
            /**
             * Value
             * @description What the customer gains.
             */
            value?: string | null;
            /**
             * Measures
             * @description What is aimed at, for its stages together.
             */
            measures?: components["schemas"]["target"][] | null;
            /**
             * Stages
             * @description Its stages, in order.
             */
            stages?: components["schemas"]["variant_stage"][] | null;
            /**
             * Text
             * @description More about it.
             */
            text?: string | null;
            /**
             * Aliases
             * @description Former names.
             */
            aliases?: string[] | null;
            /**
             * Replaces
             * @description Goals that it was split from or merged of.
             */
            replaces?: string[] | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Outcome */
        variant_outcome: {
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id?: string;
            /**
             * Name
             * @description In the map's own words.
             */
            name?: string;
            /**
             * Aliases
             * @description Names in a CRM.
             */
            aliases?: string[] | null;
            /**
             * Kind
             * @description How it counts.
             * @enum {unknown}
             */
            kind?: "won" | "lost" | "no_decision";
            /**
             * On leaving
             * @description The stage whose leaving is the win; left out: the last customer stage.
             */
            on_leaving?: string | null;
            /**
             * From
             * @description Stages from which it can happen; left out: every one before the win.
             */
            from?: string[] | null;
            /**
             * Reasons
             * @description Reasons to choose from.
             */
            reasons?: string[] | null;
            /**
             * Remove
             * @description Takes away what the base has under this id.
             */
            remove?: boolean;
            /**
             * Place
             * @description Puts it before or after another of its list.
             */
            place?: {
                before?: string;
                after?: string;
            };
        } & {
            [key: string]: unknown;
        };
        /** Check */
        variant_check: {
            /**
             * Steps per level
             * @description More steps on one level are a finding.
             * @default 7
             */
            steps_per_level?: number | null;
            /**
             * Words
             * @description Word list: entries that the map adds.
             */
            words?: {
                [key: string]: string[] | null;
            } | null;
            /**
             * Waived
             * @description Findings that the team has looked at and keeps.
             */
            waived?: components["schemas"]["waiver"][] | null;
        } & {
            [key: string]: unknown;
        };
        /** Map */
        variant_map: {
            /**
             * Stagecraft
             * @description Version of the format: 1.
             */
            stagecraft: number;
            /**
             * Id
             * @description Stable; history and references name it.
             */
            id: string;
            /**
             * Name
             * @description What the process is called.
             */
            name: string;
            /**
             * Summary
             * @description The process in a sentence or two.
             */
            summary?: string | null;
            /**
             * Language
             * @description The language of its texts.
             * @default en
             */
            language?: string | null;
            /**
             * Currency
             * @description ISO 4217; needed once money occurs.
             */
            currency?: string | null;
            /**
             * Extends
             * @description The map of which this one is a variant.
             */
            extends?: string | null;
            /**
             * Serves
             * @description The deals that run on it.
             */
            serves?: components["schemas"]["variant_serves"] | null;
            /**
             * Owner
             * @description Who answers for it.
             */
            owner?: string | null;
            /**
             * Origin
             * @description Where it comes from.
             */
            origin?: components["schemas"]["variant_origin"] | null;
            /**
             * Contributors
             * @description Who was asked, and who agreed.
             */
            contributors?: components["schemas"]["contributor"][] | null;
            /**
             * Roles
             * @description Who takes part; lanes are drawn from them.
             */
            roles?: components["schemas"]["variant_role"][] | null;
            /**
             * Personas
             * @description Who buys, and what they go through.
             */
            personas?: components["schemas"]["variant_persona"][] | null;
            /**
             * Channels
             * @description Ways to the market.
             */
            channels?: components["schemas"]["variant_channel"][] | null;
            /**
             * Offerings
             * @description What is sold.
             */
            offerings?: components["schemas"]["variant_offering"][] | null;
            /**
             * Competencies
             * @description Skills that are needed, and assessed.
             */
            competencies?: components["schemas"]["variant_competency"][] | null;
            /**
             * Tools
             * @description What helps us.
             */
            tools?: components["schemas"]["variant_tool"][] | null;
            /**
             * Literature
             * @description What prospects learn from.
             */
            literature?: components["schemas"]["variant_literature"][] | null;
            /**
             * Brand
             * @description What the brand stands for.
             */
            brand?: components["schemas"]["variant_brand_attribute"][] | null;
            /**
             * Price rules
             * @description What holds for prices and discounts.
             */
            price_rules?: components["schemas"]["variant_price_rule"][] | null;
            /**
             * Fields
             * @description Fields of a deal that are the map's own.
             */
            fields?: components["schemas"]["variant_field"][] | null;
            /**
             * Measures
             * @description Measures that are the map's own.
             */
            measures?: components["schemas"]["variant_measure"][] | null;
            /**
             * Goals
             * @description The goals, in order, with their stages.
             */
            goals?: components["schemas"]["variant_goal"][] | null;
            /**
             * Stages
             * @description A flat map: stages without goals.
             */
            stages?: components["schemas"]["variant_stage"][] | null;
            /**
             * Outcomes
             * @description How it can end.
             */
            outcomes?: components["schemas"]["variant_outcome"][] | null;
            /**
             * Start
             * @description Where deals begin; left out: the first customer stage.
             */
            start?: string[] | null;
            /**
             * Check
             * @description Settings of the check.
             */
            check?: components["schemas"]["variant_check"] | null;
        } & {
            [key: string]: unknown;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
