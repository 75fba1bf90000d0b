/** Made by `node scripts/openapi.js` from docs/openapi.json. */
export interface paths {
    "/v1/openings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Openings, newest first
         * @description Filter by state, by role, or by a piece of the code, the title or the place. Each has the links by which candidates come to it. `updated_after` finds what changed since you looked last: take the largest `updated_at` that you have and go back a minute.
         *
         *     Needs a key with the scope `openings:read`.
         */
        get: operations["listOpenings"];
        put?: never;
        /**
         * Make an opening
         * @description A draft unless you say `open`: nobody sees a draft. The code that candidates type or scan is made for you unless you bring one; it can never be changed. Who applied before it opened is screened when it opens.
         *
         *     Needs a key with the scope `openings:write`.
         */
        post: operations["createOpening"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One opening
         * @description With its facts and links. A link is null where its channel is off. `ETag` names what you read: send it as `If-Match` with a change.
         *
         *     Needs a key with the scope `openings:read`.
         */
        get: operations["getOpening"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change an opening; what is left out stays. The code stays for ever: it is on posters
         * @description The state may go from `draft` to `open`, from there to `paused`, `filled` or `closed`, and back to `open`; never back to `draft`. `site`, `pay`, `requirements` and `facts` are each replaced as a whole: send all that should hold, with `If-Match`, so that nothing is lost that somebody else wrote meanwhile.
         *
         *     Needs a key with the scope `openings:write`.
         */
        patch: operations["updateOpening"];
        trace?: never;
    };
    "/v1/openings/{id}/shifts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shifts of an opening, in the order in which they were made
         * @description Past ones too. `starts_after` and `starts_before` narrow the list.
         *
         *     Needs a key with the scope `openings:read`.
         */
        get: operations["listShifts"];
        put?: never;
        /**
         * Add a shift to an opening
         * @description At most 48 hours long, with so many seats. Whoever gets a first shift in it takes a seat.
         *
         *     Needs a key with the scope `openings:write`.
         */
        post: operations["createShift"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/openings/{id}/shifts/{shift_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One shift
         * @description `claimed` says how many of its seats are taken.
         *
         *     Needs a key with the scope `openings:read`.
         */
        get: operations["getShift"];
        put?: never;
        post?: never;
        /**
         * Remove a shift in which nobody has a seat
         * @description One in which somebody has a seat is a 409 that names their first shifts: give them another time, or cancel them, first.
         *
         *     Needs a key with the scope `openings:write`.
         */
        delete: operations["deleteShift"];
        options?: never;
        head?: never;
        /**
         * Change a shift; what is left out stays
         * @description Seats that are taken stay taken: `capacity` cannot go below them. Whose first shift begins when the shift began gets its new start by itself, in a moment, and is told as by `reschedule`; of several changes the last one counts. A first shift that was set to begin later stays where it is, and where that is outside of the new times a person gets a ticket `step` (`onboarding`, `shift_moved`). What has begun, or is over, is left as it is. While first shifts begin with it, the start cannot be moved into the past. Nobody is told of another end, or of more seats.
         *
         *     Needs a key with the scope `openings:write`.
         */
        patch: operations["updateShift"];
        trace?: never;
    };
    "/v1/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Candidates, newest first; those of whom all filters are true
         * @description Several filters at once narrow it. `near` and `radius_km` find who lives around a place, `slot` who can work then, and `q` looks for a piece of a name or number.
         *
         *     Needs a key with the scope `candidates:read`.
         */
        get: operations["listCandidates"];
        put?: never;
        /**
         * Add a candidate
         * @description Somebody whom you know already. Nobody is written to by this: invite them, or let them write first. `source` and `remote_id` are what your system calls them. Who is here already by that name, or with `unique_phone` by their number, is a 409 whose `errors` has their `id`: change that one.
         *
         *     Needs a key with the scope `candidates:write`.
         */
        post: operations["createCandidate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/candidates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One candidate
         * @description With the addresses they wrote from, what they agreed to, and whether they asked not to be written to. Papers are there from the background check on, masked.
         *
         *     Needs a key with the scope `candidates:read`.
         */
        get: operations["getCandidate"];
        put?: never;
        post?: never;
        /**
         * Erase a candidate: all that they said, are called and can be reached at
         * @description 204: it is done. 202: it is written down and will be, whatever dies meanwhile; ask again to hear which. Names, numbers, words and recordings are gone, an interview that goes on ends without a word, and nothing is sent after that. States, times and the record of consents stay, with no person behind them.
         *
         *     Needs a key with the scope `candidates:write`.
         */
        delete: operations["eraseCandidate"];
        options?: never;
        head?: never;
        /**
         * Change a candidate; what is left out stays, null empties
         * @description `preferences` and `profile` are each replaced as a whole: send all that should hold, with `If-Match`, so that nothing is lost that somebody else wrote meanwhile. What the person told us themselves in the chat may be changed too: you answer for it. A number that somebody else has is taken, unless you send `unique_phone`: then it is a 409 whose `errors` has their `id`.
         *
         *     Needs a key with the scope `candidates:write`.
         */
        patch: operations["updateCandidate"];
        trace?: never;
    };
    "/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Imports of the kinds that the key may read, newest first
         * @description Needs a key with the scope `candidates:read`.
         */
        get: operations["listImports"];
        put?: never;
        /**
         * Import a file of candidates, employments, performance records or pay statements
         * @description Needs a key with the scope `candidates:write`.
         */
        post: operations["createImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One import: how far it is, and what became of its rows
         * @description Needs a key with the scope `candidates:read`.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is wrong with rows of an import, in the order of the file; never what stands in them
         * @description Needs a key with the scope `candidates:read`.
         */
        get: operations["listImportErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/imports/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an import; what was taken in stays
         * @description Needs a key with the scope `candidates:write`.
         */
        post: operations["cancelImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/candidates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Candidates as a file that an import takes again; filters as of the list
         * @description Needs a key with the scope `candidates:read`.
         */
        get: operations["exportCandidates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Applications as a file; filters as of the list
         * @description Needs a key with the scope `candidates:read`.
         */
        get: operations["exportApplications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/employments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Employments as a file, with the wage of today; filters as of the list
         * @description Needs a key with the scope `pipeline:read`.
         */
        get: operations["exportEmployments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/performance_records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Performance records as a file; filters as of the list
         * @description Needs a key with the scope `pipeline:read`.
         */
        get: operations["exportPerformanceRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exports/pay_statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pay statements as a file; filters as of the list
         * @description Needs a key with the scope `pipeline:read`.
         */
        get: operations["exportPayStatements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/candidates/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is kept of one candidate, to be given to them
         * @description One document with every word, state and consent that is kept, for the person whose data it is. It is written as it is read, however long the chat. What belongs to somebody else, such as who of you did something, is left out.
         *
         *     Needs a key with all of the scopes `candidates:read`, `interviews:read`, `pipeline:read`.
         */
        get: operations["exportCandidate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/candidates/{id}/export/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that is kept of one candidate, as a zip: data, a page to be read, recordings and papers
         * @description The same that they are given themselves when they ask for it in the chat.
         *
         *     Needs a key with all of the scopes `candidates:read`, `interviews:read`, `pipeline:read`.
         */
        get: operations["exportCandidateArchive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/candidates/{id}/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The certificate of an erasure
         * @description Needs a key with the scope `candidates:read`.
         */
        get: operations["getErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/legal_holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Legal holds, newest first
         * @description Needs a key with the scope `admin`.
         */
        get: operations["listLegalHolds"];
        put?: never;
        /**
         * Keep parts of what there is of a candidate, also when they are erased
         * @description Needs a key with the scope `admin`.
         */
        post: operations["createLegalHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/legal_holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One legal hold
         * @description Needs a key with the scope `admin`.
         */
        get: operations["getLegalHold"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/legal_holds/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End a hold; of who was erased meanwhile, what it kept goes now
         * @description Needs a key with the scope `admin`.
         */
        post: operations["releaseLegalHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How long what is kept, and who and what goes next; nothing is changed
         * @description Needs a key with the scope `admin`.
         */
        get: operations["getRetention"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Applications, newest first
         * @description `updated_after` finds what changed since you looked last: the stage, the interview, the recommendation, the decision, what comes next. Take the largest `updated_at` that you have and go back a minute, or follow `/v1/events`. How far silence has come (`next_step.by` of an interview that goes on) and the state of the opening are no change of the application.
         *
         *     Needs a key with the scope `candidates:read`.
         */
        get: operations["listApplications"];
        put?: never;
        /**
         * Apply for a candidate
         * @description For an opening that is `open` the person is screened at once and, if they fit, invited. What does not fit goes to a person, never to `declined`. A second application of one person for one opening is a 409.
         *
         *     Needs a key with the scope `candidates:write`.
         */
        post: operations["createApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One application
         * @description `next_step` says what is waited for and by when, in the same words that the candidate gets for `status`.
         *
         *     Needs a key with the scope `candidates:read`.
         */
        get: operations["getApplication"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{id}/stage_moves": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move an application to another stage, if it is still where you believe it to be
         * @description Say where you believe it to be: if somebody else was faster, it is a 409 `stale` and nothing is changed. A move from `reviewing` to `advanced` and one to `declined` are decisions: recorded with their reason, and told in the chat, a decline with how to appeal; `decision` can say more. While something that a background check found is not settled, nobody is moved out, or on to `contract` or `onboarding`; nobody moves somebody out or on who appealed against a decision of theirs. To `hired`, an arranged first shift is completed and the employment begins.
         *
         *     Needs a key with the scope `decisions:write`.
         */
        post: operations["moveStage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that happened with an application, first to last
         * @description Events, moves and who made them, decisions, tickets, and messages. What was said is shown to keys with `interviews:read`, why a step was moved to keys with `pipeline:read`.
         *
         *     Needs a key with the scope `candidates:read`.
         */
        get: operations["listTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The last decision about an application, also one that was taken back since
         * @description `overrides` says whether it was decided otherwise than was recommended, `taken_back_at` whether it still holds.
         *
         *     Needs a key with the scope `candidates:read`.
         */
        get: operations["getDecision"];
        put?: never;
        /**
         * Decide about an application; the candidate is told in the chat
         * @description A person says how it ends, and why; nothing is ever decided by the software. The candidate is told in the chat, with what was met in their own words, and how to appeal. After an appeal somebody else has to decide, whatever became of its ticket: the same person again, by whichever key, is a 409. So is a decline while something that a background check found is not settled.
         *
         *     Needs a key with the scope `decisions:write`.
         */
        post: operations["decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Onboardings, newest first
         * @description Filter by state or by application.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["listOnboardings"];
        put?: never;
        /**
         * Arrange the first shift; the guide goes into the chat
         * @description When, where, what to bring, whom to ask for. With a shift of the opening at that time, a seat in it is taken; of two who want the last one, the second is a 409 `shift_full` that names shifts with free seats. The guide goes into the chat, with a reminder the evening before and two hours ahead.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["createOnboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One onboarding
         * @description `late_minutes` is what the person said in the chat, if they said that they are late.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["getOnboarding"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Another time; the guide goes into the chat again
         * @description Also for somebody who did not come. A seat in the old shift is given back, one in the new is taken; where none is free it is a 409 `shift_full`, and nothing is changed. While the application is moved back to before its first shift only the time is kept, and `shift_id` is refused: the seat is taken, and the person told, when it goes on.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["rescheduleOnboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/check_in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * They are there; their word in the chat does the same
         * @description For who forgot to say so in the chat. Twice is once.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["checkInOnboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/no_show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * They did not come; the person is asked kindly, and the place is given back
         * @description Only after the time has come. The person is asked what happened; if they come after all, check them in or give them a new time.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["noShowOnboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The first day is done: the application is `hired`, and the employment begins
         * @description From here on they are employed, from the day that you give and for the wage that you give, or that of the contract.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["completeOnboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/onboardings/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * It does not take place: the contract is void, the seat is free again, and the person is told
         * @description For good. The reason is for the record; the person is told kindly that it does not take place.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["cancelOnboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/employments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Employments, newest first
         * @description Filter by state, opening, person, or why it ended.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["listEmployments"];
        put?: never;
        /**
         * Record that somebody works already; the application is `hired` from then on
         * @description For people who came to you by another way than a first shift arranged here. With `source` and `remote_id` your own system finds it again.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["createEmployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/employments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One employment
         * @description With every wage and the day from which it holds. `wage` is today's.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["getEmployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/employments/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set the last day of work, and why; the person is told
         * @description A day to come: until it is over the person is `leaving`. Today, or a day that is over: it is ended at once. What waited for a yes is overtaken. Of somebody who was erased the day and the reason are recorded, and nobody is told.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["endEmployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for a yes or no, and what was said to it; who has waited longest first
         * @description Resignations that were written in the chat, and changes of wage that somebody asked for.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["listApprovals"];
        put?: never;
        /**
         * Ask for a change of wage; another person approves it
         * @description Nothing changes by asking. Whoever asked cannot say yes, nor can a key that they made: another person has to.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["askApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One approval
         * @description With who asked, who said yes or no, and why.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["getApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say yes: the last day is agreed, or the wage holds from its day on; the person is told
         * @description Of two who answer at once, one wins and the other gets a 409 that says so. Who asked for it cannot approve it.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["approve"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say no, with a reason; who asked in the chat is told it
         * @description The reason is said to the person who asked in the chat, in your words.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/performance_records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Performance records, newest first
         * @description Filter by employment, or by the system that they come from.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["listPerformanceRecords"];
        put?: never;
        /**
         * Record performance; the same `source` and `remote_id` again change it, or nothing
         * @description Numbers by names of your choice, and a rating of 1 to 5 if you have one. Told again by `source` and `remote_id` it is changed, never doubled: 201 for a new one, 200 for one that was there.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["recordPerformance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/performance_records/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One performance record
         * @description What was recorded for one period.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["getPerformanceRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pay_statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pay statements, newest first
         * @description Filter by employment, or by the system that they come from.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["listPayStatements"];
        put?: never;
        /**
         * Record a pay statement; the same `source` and `remote_id` again change it, or nothing
         * @description Amounts are text, because numbers of JSON are not exact. On payday the person is told in the chat. Told again by `source` and `remote_id` it is changed, never doubled.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["recordPay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/pay_statements/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One pay statement
         * @description With its lines, and whether the person has been told.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["getPayStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contract_templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Templates of contracts in their last version, newest first
         * @description Earlier versions stay behind the contracts that were made of them.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["listContractTemplates"];
        put?: never;
        /**
         * Make a template; one that misses what a contract needs is refused
         * @description Markdown in both languages with placeholders in braces. One that misses who, what for, when, where or how much is refused, and says what is missing.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["createContractTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contract_templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One template
         * @description Its last version, with the placeholders that it asks for.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["getContractTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Make the next version; what is left out stays. Contracts that were made keep theirs
         * @description Contracts that were made keep the words that they were made of.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        patch: operations["updateContractTemplate"];
        trace?: never;
    };
    "/v1/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Contracts, newest first
         * @description Filter by state, application or person.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["listContracts"];
        put?: never;
        /**
         * Make a contract from a template; the candidate is not told before it is sent
         * @description The placeholders of the template are filled with `fields`; what is missing is a 422 that names it. It is a draft until you send it.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["createContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One contract
         * @description With its state, when the link runs out, and the SHA-256 of the paper that was signed.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["getContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The PDF: signed where it is, else as it was sent
         * @description As it was sent until it is signed, with the signature from then on. Its hash is `sha256` of the contract.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["getContractDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the candidate a fresh link in the chat; the days count anew
         * @description The link is for one person, and is read and signed on a phone. Sending again makes a new link; those before it stay good until their own end.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["sendContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take it back, with a reason for the record; the candidate is told that it does not hold
         * @description Also one that is signed. A first shift that hangs on it has to be cancelled first; and while somebody works by it, the employment is ended first.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["voidContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/interviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Interviews, newest first
         * @description Filter by status, opening, application or person. `updated_after` finds what changed since you looked last: what was said, corrected or erased, the status, also where an invitation is over by the clock. Take the largest `updated_at` that you have and go back a minute, or follow `/v1/events`.
         *
         *     Needs a key with the scope `interviews:read`.
         */
        get: operations["listInterviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/interviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One interview with its answers
         * @description What was said to each question, put together from the turns: the answer, what was added to it, follow-ups, and the verbatim spans that carry it. `unasked_experience` is what they told of their own accord.
         *
         *     Needs a key with the scope `interviews:read`.
         */
        get: operations["getInterview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/interviews/{id}/turns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The transcript, first to last, one row per message
         * @description `batch` joins messages that were answered together; `transcript` is what was heard in a recording, with its own correction if the candidate corrected it.
         *
         *     Needs a key with the scope `interviews:read`.
         */
        get: operations["listTurns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/interviews/{id}/assessments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was made of an interview, newest first; versions stay when they are superseded
         * @description The newest is at the top. One that something was added to names its successor in `superseded_by`, and the next says what opened it again.
         *
         *     Needs a key with the scope `interviews:read`.
         */
        get: operations["listAssessments"];
        put?: never;
        /**
         * A person's own rating; it stands beside all others
         * @description Criteria of the rubric, 1 to 5 or null for what you cannot tell. A quote has to stand in the turn that it names, or it is a 422. It does not decide anything: `decision` does.
         *
         *     Needs a key with the scope `interviews:write`.
         */
        post: operations["createAssessment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/interviews/{id}/assessments/{assessment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One version
         * @description With the model, the prompt's version and the rubric that it was made by, so that it can be understood years later.
         *
         *     Needs a key with the scope `interviews:read`.
         */
        get: operations["getAssessment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Assessments that need a person, the most uncertain first, until one has rated or decided
         * @description What the software could not be sure of: thin evidence, a recording that may be misheard, something that must not count. It goes when a person has rated or decided.
         *
         *     Needs a key with the scope `interviews:read`.
         */
        get: operations["listReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/background_checks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Background checks, newest first
         * @description Filter by state or by application.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["listBackgroundChecks"];
        put?: never;
        /**
         * Ask a candidate, in the chat, for what a check needs and for their consent
         * @description A link to a form goes into the chat. Nothing is passed on before the person agreed in it; refusing is allowed and ends the check, not the application.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["createBackgroundCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/background_checks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One background check
         * @description `trouble` is a code when the provider refused or cannot be reached; it is asked again by itself where that makes sense.
         *
         *     Needs a key with the scope `pipeline:read`.
         */
        get: operations["getBackgroundCheck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/background_checks/{id}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the candidate has written since they were told what was found, in whichever interview
         * @description Read it, then `acknowledge` the last turn that you have read: until then nothing can be decided on the finding.
         *
         *     Needs a key with the scope `interviews:read`.
         */
        get: operations["listBackgroundCheckReplies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/background_checks/{id}/record": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write down what people found; for a check that is nobody else’s
         * @description For checks that people of yours do. Nobody is turned down by it: `consider` means that a person looks.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["recordBackgroundCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/background_checks/{id}/remind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a fresh link to the form
         * @description For who lost the link, or let it run out.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["remindBackgroundCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/background_checks/{id}/pre_adverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell the candidate what was found, and wait
         * @description The letter goes to the person in the chat, in your words. They have `hold_days` to answer, five unless you say more, and nothing can be decided before. An application that was moved back meanwhile comes to the check again.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["preAdverseBackgroundCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/background_checks/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A person has read what the candidate wrote, up to a turn
         * @description Nothing is decided on a finding while anything they wrote since the letter is unread. It closes the tickets of disputes up to there too.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["acknowledgeBackgroundCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/background_checks/{id}/adverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide not to go on, when the time to answer is over
         * @description Only after the time to answer is over. The application is declined with it, and the person is told so.
         *
         *     Needs a key with the scope `decisions:write`.
         */
        post: operations["adverseBackgroundCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/background_checks/{id}/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What was found does not stand in the way
         * @description The application goes on. The reason is for the record.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["clearBackgroundCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/background_checks/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call it off
         * @description The provider is told too, and the link is over. The application stays where it is. What was found before is not settled by it: it is still cleared, or told and decided.
         *
         *     Needs a key with the scope `pipeline:write`.
         */
        post: operations["cancelBackgroundCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/interviews/{id}/takeover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A person speaks: the bot records and is silent
         * @description What the candidate writes is recorded and not answered by the bot; STOP still works. Twice by one key is one take-over, by another key a 409. Waits up to two seconds for the chat, and answers with how it stands then.
         *
         *     Needs a key with the scope `interviews:write`.
         */
        post: operations["takeOverInterview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/interviews/{id}/handback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The bot goes on where it was
         * @description An answer to the bot's question that came before you spoke counts, and is not asked again. If you said nothing, nobody is told that you were there.
         *
         *     Needs a key with the scope `interviews:write`.
         */
        post: operations["handBackInterview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/interviews/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say something: as HR after a take-over, or as the candidate, whose voice is taken too
         * @description As HR it is said in the chat, marked as a person's, and needs a take-over. With `from=candidate` it is taken as the candidate's own answer, as text or as a recording in a form; name it with `client_id` or an `Idempotency-Key`, and a second one has no effect.
         *
         *     Needs a key with the scope `interviews:write`.
         */
        post: operations["createMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/interviews/{id}/media/{media_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A recording, whole or in part, in a type that browsers play
         * @description The recording as it came where browsers play it, else a copy. Ask for a part with `Range`.
         *
         *     Needs a key with the scope `interviews:read`.
         */
        get: operations["getMedia"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for a person, the most urgent first
         * @description Wishes for a person first, then the oldest. `about` has the candidate's words, `reasons` what made the ticket.
         *
         *     Needs a key with the scope `interviews:read`.
         */
        get: operations["listTickets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One ticket
         * @description With the answer, once there is one.
         *
         *     Needs a key with the scope `interviews:read`.
         */
        get: operations["getTicket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer in the chat, as a person
         * @description Said in the chat as a person's words, without a take-over. If the bot's question was open, it is said again behind it. A second answer is a 409; so is that of whoever made the decision that an `appeal` is about.
         *
         *     Needs a key with the scope `interviews:write`.
         */
        post: operations["answerTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tickets/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Nothing more is to be said
         * @description Nobody is told anything by this. An `appeal` is not closed by whoever made the decision that it is about: that is a 409.
         *
         *     Needs a key with the scope `interviews:write`.
         */
        post: operations["closeTicket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Invitations, newest first
         * @description With what became of each: sent or why not, used or taken back.
         *
         *     Needs a key with the scope `interviews:read`.
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite somebody to an interview
         * @description By `candidate_id`, `phone`, or `address` on a `channel`: one of the three. A candidate and an application are made where there are none. One line goes out, outside quiet hours, and never to somebody who asked us to stop; where nobody may be written to yet, `link` is what you send them yourself. Nobody is invited for an application that was decided about, closed or hired: that is a 409 `stale`.
         *
         *     Needs a key with the scope `interviews:write`.
         */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One invitation, and what became of it
         * @description `reason` is a code that says why it was not sent, and stays null when it was.
         *
         *     Needs a key with the scope `interviews:read`.
         */
        get: operations["getInvitation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take it back; who has come by it stays
         * @description A line that waits for the morning does not go, and the code opens nothing any more.
         *
         *     Needs a key with the scope `interviews:write`.
         */
        post: operations["revokeInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events, first to last. Keep the id of the last one and ask again with `after`: none is ever skipped
         * @description Each has ids and states, and nobody's words. An event is shown when every transaction that began before it has ended, so that going on after the last one you saw never skips any.
         *
         *     Needs a key with the scope `candidates:read`.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events as they happen, as server-sent events; on from `Last-Event-ID`, none skipped, none twice
         * @description Without `after` it begins now. A comment every 15 seconds keeps the connection alive. A reader that lets 1,000 pieces wait is closed, and so is one whose key was revoked: come back with `Last-Event-ID`. A key may have ten streams open.
         *
         *     Needs a key with the scope `candidates:read`.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Webhook endpoints, newest first
         * @description A disabled one says why: it answered 410, it took no call for five days, or somebody switched it off.
         *
         *     Needs a key with the scope `webhooks:write`.
         */
        get: operations["listWebhookEndpoints"];
        put?: never;
        /**
         * Be told what happens from now on
         * @description The answer has the secret, once: keep it, and check the signature of every call with it. `events` may name a type, all of one kind (`contract.*`) or everything (`*`); a name that no event has is a 422 that names the nearest. Addresses on private networks are refused unless the operator allows them.
         *
         *     Needs a key with the scope `webhooks:write`.
         */
        post: operations["createWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One webhook endpoint, without its secret
         * @description The secret was in the first answer only; make a new one with `rotate_secret`.
         *
         *     Needs a key with the scope `webhooks:write`.
         */
        get: operations["getWebhookEndpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change where it is and what it hears; switch it off, or on again where it was
         * @description Switched on again it goes on where it was, and hears of what waited and of everything that happened meanwhile. What had run out of its tries is among the `deliveries` that `failed`: `replay` tells it.
         *
         *     Needs a key with the scope `webhooks:write`.
         */
        patch: operations["changeWebhookEndpoint"];
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was told, newest first, and how it was answered
         * @description Every call with its attempts, the last status, how long it took, and when it is tried next.
         *
         *     Needs a key with the scope `webhooks:write`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a `webhook.ping`, and see what came of it
         * @description Waits up to the time-out for the answer of your endpoint, and tells what it was.
         *
         *     Needs a key with the scope `webhooks:write`.
         */
        post: operations["pingWebhookEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}/rotate_secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new secret; the one before is signed with too for a day
         * @description Calls carry both signatures for a day, so that you can change it without missing one.
         *
         *     Needs a key with the scope `webhooks:write`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhook_endpoints/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell it once more: everything since a moment, or these events; with the same ids
         * @description The same ids go out again: whoever keeps `webhook-id` notices that they come a second time.
         *
         *     Needs a key with the scope `webhooks:write`.
         */
        post: operations["replayWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Keys, newest first
         * @description Who may do what, and when each was used last. The keys themselves are not kept.
         *
         *     Needs a key with the scope `admin`.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key
         * @description The answer has the key, once. It may do what its scopes say: give each system its own, with as little as it needs.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One key, without the key itself
         * @description What it may do, until when, and when it was used last.
         *
         *     Needs a key with the scope `admin`.
         */
        get: operations["getKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revoke a key at once
         * @description Streams that it has open are closed, and its next request is a 401. It cannot be taken back.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["revokeKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new secret for a key; the one before works on for a while, at most a day
         * @description The key is yours from now on: this is how it goes on when its maker is disabled. What they know of it ends then.
         *
         *     Needs a key with the scope `admin`.
         */
        post: operations["rotateKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * People of HR, newest first
         * @description Needs a key with the scope `admin`.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Invite somebody: the answer has the link that they join by, once
         * @description Needs a key with the scope `admin`.
         */
        post: operations["inviteUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One of them
         * @description Needs a key with the scope `admin`.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Another role, or shut out and let in again; they are signed out everywhere. The last owner stays one
         * @description Who is disabled keeps no way in: their keys are revoked, and with them the integrations that use these; another role ends those that may do more. `GET` says which ones there are. One that has to go on is rotated first by another owner, whose it is from then on; what the first owner knows of it ends too.
         *
         *     Needs a key with the scope `admin`.
         */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/v1/users/{id}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new link, for who lost the first or all they signed in with; using it puts what they set in its place
         * @description Needs a key with the scope `admin`.
         */
        post: operations["inviteUserAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where they are signed in now, newest first; all of them, a person has few
         * @description Needs a key with the scope `admin`.
         */
        get: operations["listUserSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/sessions/{session_id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign somebody out there, at once
         * @description Needs a key with the scope `admin`.
         */
        post: operations["revokeUserSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit_log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who read personal data and who changed what, newest first; reading this is written down too
         * @description Needs a key with the scope `admin`.
         */
        get: operations["listAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process lives
         * @description Asks nobody else: for whoever restarts it when it does not answer.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every part and its state
         * @description 503 only when the database cannot be used. Whatever else is away, Redis and channels included, is `degraded` with 200, and named.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Its figures, as Prometheus reads them
         * @description Open to who asks this very machine; from elsewhere it needs a key with the scope `insight:read`.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/background-check/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A provider tells how a background check goes
         * @description For providers that speak our neutral protocol. The call is signed by Standard Webhooks with the secret that both know; a second telling, an older one, and one that does not fit where the step is by now change nothing and are answered with 200 all the same.
         */
        post: operations["reportBackgroundCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/contract/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A provider tells how a contract goes
         * @description For providers that speak our neutral protocol. The call is signed by Standard Webhooks with the secret that both know; a second telling, an older one, and one that does not fit where the step is by now change nothing and are answered with 200 all the same.
         */
        post: operations["reportContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/hooks/onboarding/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A provider tells how an onboarding goes
         * @description For providers that speak our neutral protocol. The call is signed by Standard Webhooks with the secret that both know; a second telling, an older one, and one that does not fit where the step is by now change nothing and are answered with 200 all the same.
         */
        post: operations["reportOnboarding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page of the web chat
         * @description Sets the cookie that says who writes. Any code gets a page; one that is unknown says so kindly.
         */
        get: operations["openChat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/{code}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was written so far, first to last
         * @description The first time that is the starting point, like `/start CODE` elsewhere: the bot then introduces itself.
         */
        get: operations["listChatMessages"];
        put?: never;
        /**
         * Write, press a button, or send a recording
         * @description Stored before it is answered; the reply comes by the stream. A recording goes as a form, once the person agreed to the interview. Taken from pages of this server only.
         */
        post: operations["writeChatMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/chat/{code}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is written, as it is, as server-sent events
         * @description `message` has a message, `state` whether somebody is typing and the language. A reader that was cut off comes back with `Last-Event-ID`, or with `after` and the thread’s `cursor`.
         */
        get: operations["streamChat"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "candidate.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * There is a new candidate: added by API, or agreed to be interviewed
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onCandidateCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "candidate.erased": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A candidate was erased here: erase what you have of them
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onCandidateErased"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "application.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A candidate applied for an opening, or was invited to
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onApplicationCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "interview.started": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A candidate agreed, and the first question is on its way
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onInterviewStarted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "interview.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The last question was answered; an assessment follows
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onInterviewCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "interview.amended": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A candidate added to an interview that was over, or corrected it; it is assessed again
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onInterviewAmended"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "interview.handed_off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A person took the chat over, and the bot is silent
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onInterviewHandedOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "assessment.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * There is a new version of what is made of an interview, or a person’s own rating
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onAssessmentCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "decision.recorded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A person decided about an application
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onDecisionRecorded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "stage.changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An application moved to another stage
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onStageChanged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "background_check.collecting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A candidate is asked for their consent, and for what a check needs
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onBackgroundCheckCollecting"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "background_check.pending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A check is under way: consent and papers are there
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onBackgroundCheckPending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "background_check.suspended": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A check stands still, because something is missing
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onBackgroundCheckSuspended"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "background_check.consider": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A check found something that a person has to look at
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onBackgroundCheckConsider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "background_check.on_hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A candidate was told what was found, and has time to answer
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onBackgroundCheckOnHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "background_check.clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Nothing that was found stands in the way
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onBackgroundCheckClear"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "background_check.adverse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A person decided not to go on because of what was found
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onBackgroundCheckAdverse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "background_check.canceled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A check was called off
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onBackgroundCheckCanceled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contract.draft": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A contract was made; the candidate has not seen it
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onContractDraft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contract.sent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A candidate was sent the link to a contract
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onContractSent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contract.signed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A contract was signed
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onContractSigned"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contract.declined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A candidate did not want to sign
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onContractDeclined"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contract.expired": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Nobody signed in time
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onContractExpired"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "contract.voided": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A contract was taken back
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onContractVoided"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.scheduled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A first shift was arranged, or moved to another time
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onOnboardingScheduled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.checked_in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody is there for their first shift
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onOnboardingCheckedIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.no_show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody did not come to their first shift
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onOnboardingNoShow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.completed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A first day is done; an employment begins
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onOnboardingCompleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.canceled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A first shift does not take place
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onOnboardingCanceled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "onboarding.late": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody said that they will be late for their first shift
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onOnboardingLate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "shift.claimed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A first shift got a seat in a shift of its opening; it has none in another one any more
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onShiftClaimed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "employment.started": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody works for you
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onEmploymentStarted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "employment.leaving": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The last day of work is set, and yet to come
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onEmploymentLeaving"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "employment.ended": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The last day of work is over
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onEmploymentEnded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "approval.pending": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Something waits for the yes of a second person
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onApprovalPending"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "approval.approved": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A second person said yes
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onApprovalApproved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "approval.rejected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A second person said no
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onApprovalRejected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "approval.canceled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What was asked for was overtaken by something else
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onApprovalCanceled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "opt_out.recorded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody does not want to be written to on a channel any more
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onOptOutRecorded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "opt_in.recorded": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody who had asked us to stop on a channel may be written to there again
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onOptInRecorded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "ticket.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Something waits for a person: a question, a wish to talk to somebody, a doubt
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onTicketCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "webhook.ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * You asked for it: a call to see whether calls arrive
         * @description Sent within moments, at least once, to every active endpoint whose `events` name it. Any 2xx within ten seconds is a yes; everything else is tried again, ten times over three days. It holds ids and states, and nobody’s words: read the rest by the API.
         */
        post: operations["onWebhookPing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        CandidateCreatedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "candidate.created";
            /** Format: date-time */
            at: string;
            application_id: null;
            sequence: null;
            data: {
                /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
                candidate_id: string;
            };
        };
        CandidateErasedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "candidate.erased";
            /** Format: date-time */
            at: string;
            application_id: null;
            sequence: null;
            data: {
                /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
                candidate_id: string;
            };
        };
        ApplicationCreatedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "application.created";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
                candidate_id: string;
                /** @example opn_4q1m8t5w3z6c0b2n80h7k2v9x */
                opening_id: string;
                /** @enum {string} */
                stage?: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
            };
        };
        InterviewStartedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "interview.started";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
                interview_id: string;
                /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
                candidate_id: string;
                /** @example opn_4q1m8t5w3z6c0b2n80h7k2v9x */
                opening_id: string;
            };
        };
        InterviewCompletedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "interview.completed";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
                interview_id: string;
            };
        };
        InterviewAmendedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "interview.amended";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
                interview_id: string;
                turn_seq: number;
            };
        };
        InterviewHandedOffEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "interview.handed_off";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
                interview_id: string;
                /** @description The id of a key, or `system` for what went by itself */
                by: string;
            };
        };
        AssessmentCreatedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "assessment.created";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
                interview_id: string;
                /** @example asm_z6c0b2n80h7k2v9x4q1m8t5w3 */
                assessment_id: string;
                version: number;
                /** @enum {string} */
                by: "model" | "person" | "rules";
            };
        };
        DecisionRecordedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "decision.recorded";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example dec_9x4q1m8t5w3z6c0b2n80h7k2v */
                decision_id: string;
                /** @enum {string} */
                outcome: "advance" | "decline";
                /** @enum {string|null} */
                recommendation: "advance" | "review" | "decline" | null;
            };
        };
        StageChangedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "stage.changed";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @enum {string} */
                from_stage: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
                /** @enum {string} */
                to_stage: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
                reason?: string | null;
            };
        };
        BackgroundCheckCollectingEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "background_check.collecting";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example bgc_2n80h7k2v9x4q1m8t5w3z6c0b */
                background_check_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "collecting" | "pending" | "suspended" | "consider" | "on_hold" | "clear" | "adverse" | "canceled" | null;
                /** @enum {string} */
                to_state: "collecting";
            };
        };
        BackgroundCheckPendingEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "background_check.pending";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example bgc_2n80h7k2v9x4q1m8t5w3z6c0b */
                background_check_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "collecting" | "pending" | "suspended" | "consider" | "on_hold" | "clear" | "adverse" | "canceled" | null;
                /** @enum {string} */
                to_state: "pending";
            };
        };
        BackgroundCheckSuspendedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "background_check.suspended";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example bgc_2n80h7k2v9x4q1m8t5w3z6c0b */
                background_check_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "collecting" | "pending" | "suspended" | "consider" | "on_hold" | "clear" | "adverse" | "canceled" | null;
                /** @enum {string} */
                to_state: "suspended";
            };
        };
        BackgroundCheckConsiderEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "background_check.consider";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example bgc_2n80h7k2v9x4q1m8t5w3z6c0b */
                background_check_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "collecting" | "pending" | "suspended" | "consider" | "on_hold" | "clear" | "adverse" | "canceled" | null;
                /** @enum {string} */
                to_state: "consider";
            };
        };
        BackgroundCheckOnHoldEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "background_check.on_hold";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example bgc_2n80h7k2v9x4q1m8t5w3z6c0b */
                background_check_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "collecting" | "pending" | "suspended" | "consider" | "on_hold" | "clear" | "adverse" | "canceled" | null;
                /** @enum {string} */
                to_state: "on_hold";
            };
        };
        BackgroundCheckClearEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "background_check.clear";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example bgc_2n80h7k2v9x4q1m8t5w3z6c0b */
                background_check_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "collecting" | "pending" | "suspended" | "consider" | "on_hold" | "clear" | "adverse" | "canceled" | null;
                /** @enum {string} */
                to_state: "clear";
            };
        };
        BackgroundCheckAdverseEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "background_check.adverse";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example bgc_2n80h7k2v9x4q1m8t5w3z6c0b */
                background_check_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "collecting" | "pending" | "suspended" | "consider" | "on_hold" | "clear" | "adverse" | "canceled" | null;
                /** @enum {string} */
                to_state: "adverse";
            };
        };
        BackgroundCheckCanceledEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "background_check.canceled";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example bgc_2n80h7k2v9x4q1m8t5w3z6c0b */
                background_check_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "collecting" | "pending" | "suspended" | "consider" | "on_hold" | "clear" | "adverse" | "canceled" | null;
                /** @enum {string} */
                to_state: "canceled";
            };
        };
        ContractDraftEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "contract.draft";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example ctr_7k2v9x4q1m8t5w3z6c0b2n80h */
                contract_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "draft" | "sent" | "signed" | "declined" | "expired" | "voided" | null;
                /** @enum {string} */
                to_state: "draft";
            };
        };
        ContractSentEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "contract.sent";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example ctr_7k2v9x4q1m8t5w3z6c0b2n80h */
                contract_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "draft" | "sent" | "signed" | "declined" | "expired" | "voided" | null;
                /** @enum {string} */
                to_state: "sent";
            };
        };
        ContractSignedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "contract.signed";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example ctr_7k2v9x4q1m8t5w3z6c0b2n80h */
                contract_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "draft" | "sent" | "signed" | "declined" | "expired" | "voided" | null;
                /** @enum {string} */
                to_state: "signed";
            };
        };
        ContractDeclinedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "contract.declined";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example ctr_7k2v9x4q1m8t5w3z6c0b2n80h */
                contract_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "draft" | "sent" | "signed" | "declined" | "expired" | "voided" | null;
                /** @enum {string} */
                to_state: "declined";
            };
        };
        ContractExpiredEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "contract.expired";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example ctr_7k2v9x4q1m8t5w3z6c0b2n80h */
                contract_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "draft" | "sent" | "signed" | "declined" | "expired" | "voided" | null;
                /** @enum {string} */
                to_state: "expired";
            };
        };
        ContractVoidedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "contract.voided";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example ctr_7k2v9x4q1m8t5w3z6c0b2n80h */
                contract_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "draft" | "sent" | "signed" | "declined" | "expired" | "voided" | null;
                /** @enum {string} */
                to_state: "voided";
            };
        };
        OnboardingScheduledEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "onboarding.scheduled";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example onb_x4q1m8t5w3z6c0b2n80h7k2v9 */
                onboarding_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "scheduled" | "checked_in" | "no_show" | "completed" | "canceled" | null;
                /** @enum {string} */
                to_state: "scheduled";
            };
        };
        OnboardingCheckedInEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "onboarding.checked_in";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example onb_x4q1m8t5w3z6c0b2n80h7k2v9 */
                onboarding_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "scheduled" | "checked_in" | "no_show" | "completed" | "canceled" | null;
                /** @enum {string} */
                to_state: "checked_in";
            };
        };
        OnboardingNoShowEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "onboarding.no_show";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example onb_x4q1m8t5w3z6c0b2n80h7k2v9 */
                onboarding_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "scheduled" | "checked_in" | "no_show" | "completed" | "canceled" | null;
                /** @enum {string} */
                to_state: "no_show";
            };
        };
        OnboardingCompletedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "onboarding.completed";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example onb_x4q1m8t5w3z6c0b2n80h7k2v9 */
                onboarding_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "scheduled" | "checked_in" | "no_show" | "completed" | "canceled" | null;
                /** @enum {string} */
                to_state: "completed";
            };
        };
        OnboardingCanceledEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "onboarding.canceled";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example onb_x4q1m8t5w3z6c0b2n80h7k2v9 */
                onboarding_id: string;
                /**
                 * @description Null for one that is new
                 * @enum {string|null}
                 */
                from_state: "scheduled" | "checked_in" | "no_show" | "completed" | "canceled" | null;
                /** @enum {string} */
                to_state: "canceled";
            };
        };
        OnboardingLateEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "onboarding.late";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example onb_x4q1m8t5w3z6c0b2n80h7k2v9 */
                onboarding_id: string;
                minutes: number | null;
            };
        };
        ShiftClaimedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "shift.claimed";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example shf_w3z6c0b2n80h7k2v9x4q1m8t5 */
                shift_id: string;
                /** @example onb_x4q1m8t5w3z6c0b2n80h7k2v9 */
                onboarding_id: string;
            };
        };
        EmploymentStartedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "employment.started";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
                employment_id: string;
                state: string;
                /** @description The id of a key, or `system` for what went by itself */
                by: string;
            };
        };
        EmploymentLeavingEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "employment.leaving";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
                employment_id: string;
                state: string;
                /** @description The id of a key, or `system` for what went by itself */
                by: string;
                reason?: string | null;
            };
        };
        EmploymentEndedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "employment.ended";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
                employment_id: string;
                state: string;
                /** @description The id of a key, or `system` for what went by itself */
                by: string;
                reason?: string | null;
            };
        };
        ApprovalPendingEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "approval.pending";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example apv_v9x4q1m8t5w3z6c0b2n80h7k2 */
                approval_id: string;
                /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
                employment_id: string;
                /** @enum {string} */
                kind: "resignation" | "wage_change";
                /** @enum {string} */
                state: "pending";
                /** @description The id of a key, or `system` for what went by itself */
                by: string;
            };
        };
        ApprovalApprovedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "approval.approved";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example apv_v9x4q1m8t5w3z6c0b2n80h7k2 */
                approval_id: string;
                /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
                employment_id: string;
                /** @enum {string} */
                kind: "resignation" | "wage_change";
                /** @enum {string} */
                state: "approved";
                /** @description The id of a key, or `system` for what went by itself */
                by: string;
            };
        };
        ApprovalRejectedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "approval.rejected";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example apv_v9x4q1m8t5w3z6c0b2n80h7k2 */
                approval_id: string;
                /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
                employment_id: string;
                /** @enum {string} */
                kind: "resignation" | "wage_change";
                /** @enum {string} */
                state: "rejected";
                /** @description The id of a key, or `system` for what went by itself */
                by: string;
            };
        };
        ApprovalCanceledEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "approval.canceled";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number;
            data: {
                /** @example apv_v9x4q1m8t5w3z6c0b2n80h7k2 */
                approval_id: string;
                /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
                employment_id: string;
                /** @enum {string} */
                kind: "resignation" | "wage_change";
                /** @enum {string} */
                state: "canceled";
                /** @description The id of a key, or `system` for what went by itself */
                by: string;
            };
        };
        OptOutRecordedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "opt_out.recorded";
            /** Format: date-time */
            at: string;
            application_id: null;
            sequence: null;
            data: {
                /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
                candidate_id: string;
                /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
                channel: string;
            };
        };
        OptInRecordedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "opt_in.recorded";
            /** Format: date-time */
            at: string;
            application_id: null;
            sequence: null;
            data: {
                /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
                candidate_id: string;
                /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
                channel: string;
            };
        };
        TicketCreatedEvent: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @enum {string} */
            type: "ticket.created";
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string | null;
            /**
             * @description Counts up within one application
             * @example 7
             */
            sequence: number | null;
            data: {
                /** @example tkt_80h7k2v9x4q1m8t5w3z6c0b2n */
                ticket_id: string;
                /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
                candidate_id: string;
                /** @description person · question · knockout · injection · abuse · protected · correction · addendum · screening · duplicate · erasure · appeal · undecided · untold · step · resignation · pay · link · voice · unsent · unread */
                kind: string;
            };
        };
        WebhookPingEvent: {
            /** @example dlv_80h7k2v9x4q1m8t5w3z6c0b2n */
            id: string;
            /** @enum {string} */
            type: "webhook.ping";
            /** Format: date-time */
            at: string;
            application_id: null;
            sequence: null;
            data: {
                /** @example whk_3z6c0b2n80h7k2v9x4q1m8t5w */
                endpoint_id: string;
            };
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            request_id: string;
            errors: {
                path: string;
                message: string;
                /** @description Of what is there already and stands in the way */
                id?: string;
            }[];
        };
        Opening: {
            /** @example opn_4q1m8t5w3z6c0b2n80h7k2v9x */
            id: string;
            code: string;
            title: {
                zh: string;
                en: string;
            };
            /** @example sorter */
            role: string;
            /**
             * @description The id of a flow in the library
             * @example warehouse-sorter
             */
            flow: string;
            headcount: number;
            site: {
                name?: string;
                address?: string;
                city?: string;
                lat?: number;
                lon?: number;
                time_zone?: string;
            };
            pay: {
                amount?: number;
                currency?: string;
                /** @enum {string} */
                per?: "hour" | "day" | "month" | "piece";
                text?: {
                    zh: string;
                    en: string;
                };
            };
            requirements: {
                min_age?: number;
                night_shift?: boolean;
            } & {
                [key: string]: string | number | boolean;
            };
            /** @description All that the bot may say about the job */
            facts: {
                [key: string]: {
                    zh: string;
                    en: string;
                };
            };
            /** @enum {string} */
            status: "draft" | "open" | "paused" | "filled" | "closed";
            links: {
                telegram: string | null;
                sms: string | null;
                wecom: string | null;
                web: string | null;
                qr: string | null;
            };
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        NewOpening: {
            title: {
                zh: string;
                en: string;
            };
            /** @example sorter */
            role: string;
            /**
             * @description The id of a flow in the library
             * @example warehouse-sorter
             */
            flow: string;
            /** @default 1 */
            headcount?: number;
            /** @default {} */
            site?: {
                name?: string;
                address?: string;
                city?: string;
                lat?: number;
                lon?: number;
                time_zone?: string;
            };
            /** @default {} */
            pay?: {
                amount?: number;
                currency?: string;
                /** @enum {string} */
                per?: "hour" | "day" | "month" | "piece";
                text?: {
                    zh: string;
                    en: string;
                };
            };
            /** @default {} */
            requirements?: {
                min_age?: number;
                night_shift?: boolean;
            } & {
                [key: string]: string | number | boolean;
            };
            /**
             * @description All that the bot may say about the job
             * @default {}
             */
            facts?: {
                [key: string]: {
                    zh: string;
                    en: string;
                };
            };
            /** @example SORT2026 */
            code?: string;
            /**
             * @default draft
             * @enum {string}
             */
            status?: "draft" | "open" | "paused" | "filled" | "closed";
        };
        OpeningChange: {
            title?: {
                zh: string;
                en: string;
            };
            /** @example sorter */
            role?: string;
            /**
             * @description The id of a flow in the library
             * @example warehouse-sorter
             */
            flow?: string;
            headcount?: number;
            site?: {
                name?: string;
                address?: string;
                city?: string;
                lat?: number;
                lon?: number;
                time_zone?: string;
            };
            pay?: {
                amount?: number;
                currency?: string;
                /** @enum {string} */
                per?: "hour" | "day" | "month" | "piece";
                text?: {
                    zh: string;
                    en: string;
                };
            };
            requirements?: {
                min_age?: number;
                night_shift?: boolean;
            } & {
                [key: string]: string | number | boolean;
            };
            /** @description All that the bot may say about the job */
            facts?: {
                [key: string]: {
                    zh: string;
                    en: string;
                };
            };
            /** @enum {string} */
            status?: "draft" | "open" | "paused" | "filled" | "closed";
        };
        Shift: {
            /** @example shf_w3z6c0b2n80h7k2v9x4q1m8t5 */
            id: string;
            /** @example opn_4q1m8t5w3z6c0b2n80h7k2v9x */
            opening_id: string;
            /** Format: date-time */
            starts_at: string;
            /** Format: date-time */
            ends_at: string;
            capacity: number;
            /** @description Seats taken */
            claimed: number;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Seats that are taken do not count as a change
             */
            updated_at: string;
        };
        NewShift: {
            /**
             * Format: date-time
             * @example 2026-03-06T22:00:00+08:00
             */
            starts_at: string;
            /**
             * Format: date-time
             * @description After its start, by at most 48 hours
             * @example 2026-03-06T22:00:00+08:00
             */
            ends_at: string;
            /** @description Seats; never fewer than are taken */
            capacity: number;
        };
        ShiftChange: {
            /**
             * Format: date-time
             * @example 2026-03-06T22:00:00+08:00
             */
            starts_at?: string;
            /**
             * Format: date-time
             * @description After its start, by at most 48 hours
             * @example 2026-03-06T22:00:00+08:00
             */
            ends_at?: string;
            /** @description Seats; never fewer than are taken */
            capacity?: number;
        };
        Candidate: {
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            id: string;
            name: string | null;
            /** @description E.164 */
            phone: string | null;
            /** @enum {string|null} */
            language: "zh" | "en" | null;
            time_zone: string | null;
            preferences: {
                areas?: string[];
                slots?: string[];
                roles?: string[];
                accepts_night?: boolean;
            };
            profile: {
                education?: string;
                experience?: string[];
                skills?: string[];
                age?: number;
                /**
                 * Format: date
                 * @description Goes before `age`
                 * @example 2001-05-31
                 */
                birth_date?: string;
            };
            location: {
                lat: number;
                lon: number;
            } | null;
            identities: {
                /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
                channel: string;
                address: string;
                /** @enum {string} */
                state: "open" | "closed" | "unreachable";
            }[];
            source: string | null;
            /** @description What other systems call them */
            remote_ids: {
                source: string;
                remote_id: string;
            }[];
            consents: {
                kind: string;
                given: boolean;
                /** Format: date-time */
                at: string;
            }[];
            /** Format: date-time */
            opted_out_at: string | null;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Addresses, consents and STOPs count too
             */
            updated_at: string;
            /** @description Asked only from the background check on */
            legal_name: string | null;
            /**
             * @description Asked only from the background check on, kept sealed; only its end is shown
             * @example **************002X
             */
            id_number: string | null;
        };
        NewCandidate: {
            /** @default null */
            name?: string | null;
            /**
             * @description E.164
             * @default null
             */
            phone?: string | null;
            /**
             * @default null
             * @enum {string|null}
             */
            language?: "zh" | "en" | null;
            /** @default null */
            time_zone?: string | null;
            /** @default {} */
            preferences?: {
                areas?: string[];
                slots?: string[];
                roles?: string[];
                accepts_night?: boolean;
            };
            /** @default {} */
            profile?: {
                education?: string;
                experience?: string[];
                skills?: string[];
                age?: number;
                /**
                 * Format: date
                 * @description Goes before `age`
                 * @example 2001-05-31
                 */
                birth_date?: string;
            };
            /** @default null */
            location?: {
                lat: number;
                lon: number;
            } | null;
            /** @default null */
            source?: string | null;
            /**
             * @description What the system `source` calls them: one person for each
             * @default null
             */
            remote_id?: string | null;
            /**
             * @description Refuse with a 409 if somebody has this number already. Without it they are two: a family may share a phone
             * @default false
             */
            unique_phone?: boolean;
        };
        CandidateChange: {
            name?: string | null;
            /** @description E.164 */
            phone?: string | null;
            /** @enum {string|null} */
            language?: "zh" | "en" | null;
            time_zone?: string | null;
            preferences?: {
                areas?: string[];
                slots?: string[];
                roles?: string[];
                accepts_night?: boolean;
            };
            profile?: {
                education?: string;
                experience?: string[];
                skills?: string[];
                age?: number;
                /**
                 * Format: date
                 * @description Goes before `age`
                 * @example 2001-05-31
                 */
                birth_date?: string;
            };
            location?: {
                lat: number;
                lon: number;
            } | null;
            /** @description With a `phone`: refuse with a 409 if somebody else has this number already */
            unique_phone?: boolean;
        };
        Import: {
            /** @example imp_0b2n80h7k2v9x4q1m8t5w3z6c */
            id: string;
            /** @enum {string} */
            kind: "candidates" | "employments" | "performance_records" | "pay_statements";
            /** @enum {string} */
            format: "csv" | "ndjson";
            /** @description As it was declared, or told by the bytes */
            charset: string;
            source: string | null;
            country: string | null;
            dry_run: boolean;
            /** @enum {string} */
            status: "queued" | "running" | "completed" | "failed" | "canceled";
            /** @description Why it failed: `batch_failed`, or `broken_at_line_N` */
            reason: string | null;
            rows: {
                done: number;
                created: number;
                updated: number;
                unchanged: number;
                skipped: number;
                failed: number;
            };
            /** @description The share of the file that is behind it */
            progress: number;
            /** @description The key that asked for it, or `command` */
            by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            started_at: string | null;
            /** Format: date-time */
            finished_at: string | null;
        };
        ImportRowError: {
            /** @description Where the row begins; the first line of the file is 1 */
            line: number;
            /** @description Null where it is about the whole row */
            column: string | null;
            code: string;
            message: string;
        };
        PersonalData: {
            /** Format: date-time */
            exported_at: string;
            notice: {
                zh: string;
                en: string;
            };
            candidate: components["schemas"]["Candidate"];
            /** @description What they filled in before a background check; of the number its end */
            papers: {
                legal_name: string;
                id_number: string;
                /** Format: date */
                birth_date: string;
            } | null;
            opt_outs: {
                /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
                channel: string;
                address: string;
                /** Format: date-time */
                at: string;
                /** Format: date-time */
                ended_at: string | null;
            }[];
            applications: {
                /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
                id: string;
                /** @example opn_4q1m8t5w3z6c0b2n80h7k2v9x */
                opening_id: string;
                /** @enum {string} */
                stage: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
                source: string | null;
                /** Format: date-time */
                applied_at: string;
                stage_moves: {
                    /** @enum {string} */
                    from_stage: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
                    /** @enum {string} */
                    to_stage: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
                    reason: string | null;
                    /** Format: date-time */
                    at: string;
                }[];
            }[];
            employments: {
                /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
                id: string;
                /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
                application_id: string;
                state: string;
                starts_on: string;
                ends_on: string | null;
                end_reason: string | null;
                end_note: string | null;
                source: string | null;
                remote_id: string | null;
                wages: ({
                    from: string;
                    amount: string;
                } & {
                    [key: string]: unknown;
                })[];
                approvals: ({
                    kind: string;
                    state: string;
                } & {
                    [key: string]: unknown;
                })[];
                performance_records: ({
                    period_start: string;
                    period_end: string;
                } & {
                    [key: string]: unknown;
                })[];
                pay_statements: ({
                    paid_on: string;
                    net: string;
                } & {
                    [key: string]: unknown;
                })[];
            }[];
            interviews: components["schemas"]["Interview"][];
            turns: {
                seq: number;
                /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
                interview_id: string | null;
                /** @enum {string} */
                from: "candidate" | "bot" | "hr";
                /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
                channel: string;
                kind: string;
                text: string | null;
                transcript: {
                    [key: string]: unknown;
                } | null;
                media_id: string | null;
                question_id: string | null;
                amends_seq: number | null;
                spans: {
                    slot: string;
                    start: number;
                    end: number;
                }[] | null;
                /** Format: date-time */
                at: string;
            }[];
            /** @description As they came in; before consent they stand here only */
            messages: {
                seq: number;
                /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
                channel: string;
                content: {
                    [key: string]: unknown;
                };
                name: string | null;
                language_hint: string | null;
                transcript: {
                    [key: string]: unknown;
                } | null;
                turn_seq: number | null;
                /** Format: date-time */
                sent_at: string | null;
                /** Format: date-time */
                received_at: string;
            }[];
            tickets: {
                /** @example tkt_80h7k2v9x4q1m8t5w3z6c0b2n */
                id: string;
                /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
                interview_id: string | null;
                /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
                application_id: string | null;
                kind: string;
                state: string;
                question_id: string | null;
                reasons: string[];
                /** @description The turn that it is about */
                turn_seq: number | null;
                answer_seq: number | null;
                /** Format: date-time */
                at: string;
                /** Format: date-time */
                settled_at: string | null;
            }[];
            invitations: {
                /** @example inv_4q1m8t5w3z6c0b2n80h7k2v9x */
                id: string;
                code: string;
                /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
                application_id: string;
                /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
                interview_id: string;
                /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
                channel: string | null;
                state: string;
                reason: string | null;
                /** Format: date-time */
                created_at: string;
                /** Format: date-time */
                expires_at: string;
                /** Format: date-time */
                revoked_at: string | null;
                /** Format: date-time */
                claimed_at: string | null;
            }[];
            assessments: {
                /** @example asm_z6c0b2n80h7k2v9x4q1m8t5w3 */
                id: string;
                /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
                interview_id: string;
                version: number;
                /** @enum {string} */
                by: "model" | "person" | "rules";
                model: string | null;
                prompt_version: string | null;
                rubric: {
                    id: string;
                    version: number;
                    hash: string;
                };
                criteria: ({
                    id: string;
                    score: number | null;
                    evidence: {
                        [key: string]: unknown;
                    }[];
                } & {
                    [key: string]: unknown;
                })[];
                /** @enum {string} */
                recommendation: "advance" | "review" | "decline";
                /** Format: date-time */
                created_at: string;
            }[];
            /** @description Recordings; `/v1/interviews/{id}/media/{media_id}` has the sound */
            media: {
                /** @example med_n80h7k2v9x4q1m8t5w3z6c0b2 */
                id: string;
                type: string;
                bytes: number;
                seconds: number | null;
                /** Format: date-time */
                created_at: string;
            }[];
        };
        Interview: {
            /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
            id: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            flow: {
                id: string;
                version: number;
            };
            /** @enum {string} */
            status: "invited" | "in_progress" | "paused" | "completed" | "expired" | "withdrawn" | "handed_off";
            /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
            channel: string;
            /** @enum {string} */
            language: "zh" | "en";
            /**
             * Format: date-time
             * @description Null while it is only invited
             */
            started_at: string | null;
            /** Format: date-time */
            completed_at: string | null;
            progress: {
                asked: number;
                total: number;
            };
            answers: {
                question_id: string;
                /** @description Null when the question was refused or only added to */
                text: string | null;
                addenda: {
                    turn_seq: number;
                    text: string;
                }[];
                follow_ups: {
                    ask: number;
                    question: string;
                    text: string | null;
                }[];
                /** @description Verbatim; `start` and `end` are UTF-16 units of that turn */
                spans: {
                    turn_seq: number;
                    slot: string;
                    quote: string;
                    start: number;
                    end: number;
                }[];
                /** @description It was said in that interview, and the candidate let it be used in this one */
                reused_from?: {
                    /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
                    interview_id: string;
                    turn_seq: number;
                };
            }[];
            /** @description What nobody had asked for */
            unasked_experience: {
                turn_seq: number;
                text: string;
            }[];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        ErasureCertificate: {
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string;
            /**
             * @description `waiting`: not all is gone yet; `held`: all but what a legal hold names
             * @enum {string}
             */
            state: "waiting" | "done" | "held";
            /** Format: date-time */
            asked_at: string;
            /** @description The id of a key, `candidate`, or `retention` */
            asked_by: string;
            /**
             * Format: date-time
             * @description When nothing was left that no hold names
             */
            done_at: string | null;
            /**
             * Format: date-time
             * @description When something was taken out for the last time
             */
            last_at: string | null;
            /** @description Rows of each table that had something of the person in them */
            erased: {
                [key: string]: number;
            };
            /** @description Files; each was looked for in the store after it was erased */
            media_files: {
                erased: number;
                waiting: number;
            };
            /**
             * Format: date-time
             * @description Null: the cache could not be reached, and what is there runs out by itself
             */
            session_forgotten_at: string | null;
            /** @description What is there still, because a legal hold names it */
            held: {
                table: string;
                rows: number;
                /** @enum {string|null} */
                part: "person" | "interview" | "decisions" | "steps" | "contracts" | "employment" | null;
            }[];
            legal_holds: {
                /** @example hld_7k2v9x4q1m8t5w3z6c0b2n80h */
                id: string;
                parts: ("person" | "interview" | "decisions" | "steps" | "contracts" | "employment")[];
                /** Format: date-time */
                created_at: string;
            }[];
            /** @description What an erasure never takes: it says nothing of who it was */
            kept: {
                what: {
                    zh: string;
                    en: string;
                };
                why: {
                    zh: string;
                    en: string;
                };
            }[];
            /** @description After a restore of an older backup */
            reapplied_at: string[];
            /** @description Of everything above, as JSON with its keys in this order */
            sha256: string;
        };
        LegalHold: {
            /** @example hld_7k2v9x4q1m8t5w3z6c0b2n80h */
            id: string;
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string;
            parts: ("person" | "interview" | "decisions" | "steps" | "contracts" | "employment")[];
            reason: string;
            placed_by: string;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            released_at: string | null;
            released_by: string | null;
        };
        NewLegalHold: {
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string;
            parts: ("person" | "interview" | "decisions" | "steps" | "contracts" | "employment")[];
            /** @description The law, the case, the date; without the name of the person: it is kept after they are erased */
            reason: string;
        };
        Retention: {
            /** @enum {string} */
            profile: "default" | "short" | "off";
            /** @description Null: as long as nobody erases it */
            days: {
                people: number | null;
                workers: number | null;
                recordings: number | null;
                messages: number | null;
                deliveries: number | null;
            };
            /** @description What goes at the next look; `files` that no row names go within two days, if none does by then */
            due: {
                recordings: number;
                messages: number;
                deliveries: number;
                files: number;
            };
            /** @description Who is erased by then, unless something happens: at most 200, the first ones first */
            people: {
                /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
                candidate_id: string;
                /** @enum {string} */
                kind: "people" | "workers";
                /** Format: date-time */
                on: string;
            }[];
        };
        Application: {
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            id: string;
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string;
            /** @example opn_4q1m8t5w3z6c0b2n80h7k2v9x */
            opening_id: string;
            /** @enum {string} */
            stage: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
            source: string | null;
            /** Format: date-time */
            applied_at: string;
            /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
            interview_id: string | null;
            /** @enum {string|null} */
            recommendation: "advance" | "review" | "decline" | null;
            /**
             * @description The one that holds; null where nobody has decided, and after it was taken back
             * @enum {string|null}
             */
            decision: "advance" | "decline" | null;
            /** @description Null where nobody knows */
            next_step: {
                /** @enum {string} */
                what: "screening" | "interview" | "decision" | "contact" | "details" | "background_check" | "findings" | "reply" | "contract" | "signature" | "onboarding" | "first_shift" | "first_day" | "last_day";
                /** Format: date-time */
                by: string | null;
            } | null;
            /**
             * Format: date-time
             * @description The same as `applied_at`
             */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        NewApplication: {
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string;
            /** @example opn_4q1m8t5w3z6c0b2n80h7k2v9x */
            opening_id: string;
            /** @default null */
            source?: string | null;
        };
        StageMove: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            event_id: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /** @enum {string} */
            from_stage: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
            /** @enum {string} */
            to_stage: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
            reason: string | null;
            /** @description The id of a key or a user; `system` for what went by itself */
            by: string;
            /** Format: date-time */
            at: string;
        };
        NewStageMove: {
            /**
             * @description Where you believe it to be: elsewhere, nothing is moved
             * @enum {string}
             */
            from_stage: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
            /** @enum {string} */
            to_stage: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
            /**
             * @description Needed for `declined`
             * @default null
             */
            reason?: string | null;
        };
        /**
         * @example {
         *       "id": "evt_3z6c0b2n80h7k2v9x4q1m8t5w",
         *       "at": "2026-03-06T14:02:11.000Z",
         *       "kind": "stage_move",
         *       "type": "stage.changed",
         *       "sequence": 7,
         *       "step_move": null,
         *       "decision": null,
         *       "message": null,
         *       "interview": null,
         *       "ticket": null,
         *       "by": null,
         *       "stage_move": {
         *         "from_stage": "reviewing",
         *         "to_stage": "interviewing",
         *         "reason": null,
         *         "by": "key_b2n80h7k2v9x4q1m8t5w3z6c0"
         *       }
         *     }
         */
        TimelineEntry: {
            /** @description Of the event, the ticket or the message */
            id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            kind: "event" | "stage_move" | "step_move" | "decision" | "interview" | "message" | "ticket";
            /** @description The event's; null for a ticket and a message */
            type: string | null;
            sequence: number | null;
            stage_move: {
                /** @enum {string} */
                from_stage: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
                /** @enum {string} */
                to_stage: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
                reason: string | null;
                /** @description The id of a key or a user; `system` for what went by itself */
                by: string;
            } | null;
            step_move: {
                /** @enum {string} */
                kind: "background_check" | "contract" | "onboarding";
                step_id: string;
                /** @description Null where it begins */
                from_state: string | null;
                to_state: string;
                reason: string | null;
                /** @description The id of a key or a user; `candidate`, `provider`, or `system` for a clock */
                by: string;
            } | null;
            decision: {
                /** @example dec_9x4q1m8t5w3z6c0b2n80h7k2v */
                id: string;
                /** @enum {string} */
                outcome: "advance" | "decline";
                reason: string | null;
                /** @description The id of a key or a user; `system` for what went by itself */
                by: string;
            } | null;
            message: {
                seq: number;
                /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
                interview_id: string;
                /** @enum {string} */
                from: "candidate" | "bot" | "hr";
                /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
                channel: string;
                kind: string;
                /** @description What was said, or heard in a voice note; null without the scope `interviews:read` */
                text: string | null;
            } | null;
            /** @description Who did it, where the event alone does not tell; null elsewhere */
            by: string | null;
            /** @description As it is now */
            interview: {
                /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
                id: string;
                status: string;
                /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
                channel: string;
                language: string;
            } | null;
            /** @description As it is now */
            ticket: {
                /** @example tkt_80h7k2v9x4q1m8t5w3z6c0b2n */
                id: string;
                kind: string;
                state: string;
            } | null;
        };
        Decision: {
            /** @example dec_9x4q1m8t5w3z6c0b2n80h7k2v */
            id: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /** @enum {string} */
            outcome: "advance" | "decline";
            /** @description Null after the candidate was erased, and where a move on came without one */
            reason: string | null;
            message: string | null;
            /** Format: date-time */
            next_step_by: string | null;
            /**
             * @description What was recommended when it was decided; null where nothing was
             * @enum {string|null}
             */
            recommendation: "advance" | "review" | "decline" | null;
            /** @description The person decided otherwise than was recommended */
            overrides: boolean;
            /** @description The id of a key or a user */
            by: string;
            /** Format: date-time */
            at: string;
            /**
             * Format: date-time
             * @description When the application was moved back to before it; null while it holds
             */
            taken_back_at: string | null;
        };
        NewDecision: {
            /** @enum {string} */
            outcome: "advance" | "decline";
            /** @description For the record; the candidate is not shown it */
            reason: string;
            /**
             * @description For the candidate, said in the chat as your words, beside the result
             * @default null
             */
            message?: string | null;
            /**
             * Format: date-time
             * @description With `advance`: when the candidate hears of the next step
             * @default null
             * @example 2026-03-06T22:00:00+08:00
             */
            next_step_by?: string | null;
        };
        Onboarding: {
            /** @example onb_x4q1m8t5w3z6c0b2n80h7k2v9 */
            id: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string;
            provider: string;
            external_id: string | null;
            /** @enum {string} */
            state: "scheduled" | "checked_in" | "no_show" | "completed" | "canceled";
            /**
             * Format: date-time
             * @description Null after the candidate was erased, as all of it
             */
            starts_at: string | null;
            /**
             * @description The shift in which it has a seat; null: none, as where the opening has no shift at that time
             * @example shf_w3z6c0b2n80h7k2v9x4q1m8t5
             */
            shift_id: string | null;
            /** @description In which it is told; null: by the offset that starts_at was given with */
            time_zone: string | null;
            place: {
                /** @default null */
                name?: string | null;
                /** @default null */
                address?: string | null;
                /** @default null */
                lat?: number | null;
                /** @default null */
                lon?: number | null;
                /**
                 * Format: uri
                 * @description A map of your own; without, one is made
                 * @default null
                 * @example https://example.org/gate
                 */
                map_url?: string | null;
            } | null;
            bring: {
                zh: string;
                en: string;
            }[];
            ask_for: {
                name: string;
                /** @default null */
                phone?: string | null;
            } | null;
            training: {
                title: {
                    zh: string;
                    en: string;
                };
                /**
                 * Format: uri
                 * @default null
                 * @example https://example.org/gate
                 */
                url?: string | null;
                /** @default null */
                text?: {
                    zh: string;
                    en: string;
                } | null;
            }[];
            /** @description As they said, or as they came */
            late_minutes: number | null;
            /** Format: date-time */
            checked_in_at: string | null;
            /** @description A code: what is wrong at the provider */
            trouble: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        NewOnboarding: {
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * Format: date-time
             * @description The first shift; in the time to come
             * @example 2026-03-06T22:00:00+08:00
             */
            starts_at: string;
            /**
             * @description Without, the shift of the opening that is on at starts_at; with several, one that has a free seat
             * @default null
             * @example shf_w3z6c0b2n80h7k2v9x4q1m8t5
             */
            shift_id?: string | null;
            /**
             * @description Without, the opening's site
             * @default null
             */
            place?: {
                /** @default null */
                name?: string | null;
                /** @default null */
                address?: string | null;
                /** @default null */
                lat?: number | null;
                /** @default null */
                lon?: number | null;
                /**
                 * Format: uri
                 * @description A map of your own; without, one is made
                 * @default null
                 * @example https://example.org/gate
                 */
                map_url?: string | null;
            } | null;
            /** @default [] */
            bring?: {
                zh: string;
                en: string;
            }[];
            /** @default null */
            ask_for?: {
                name: string;
                /** @default null */
                phone?: string | null;
            } | null;
            /** @default [] */
            training?: {
                title: {
                    zh: string;
                    en: string;
                };
                /**
                 * Format: uri
                 * @default null
                 * @example https://example.org/gate
                 */
                url?: string | null;
                /** @default null */
                text?: {
                    zh: string;
                    en: string;
                } | null;
            }[];
            /** @default null */
            provider?: string | null;
        };
        OnboardingReschedule: {
            /**
             * Format: date-time
             * @example 2026-03-06T22:00:00+08:00
             */
            starts_at: string;
            /**
             * @description Without, the shift of the opening that is on at starts_at; with several, one that has a free seat
             * @default null
             * @example shf_w3z6c0b2n80h7k2v9x4q1m8t5
             */
            shift_id?: string | null;
            /** @default null */
            reason?: string | null;
        };
        OnboardingCheckIn: {
            /**
             * Format: date-time
             * @description Now, without
             * @default null
             * @example 2026-03-06T22:00:00+08:00
             */
            at?: string | null;
            /** @default null */
            late_minutes?: number | null;
        };
        OnboardingNoShow: {
            /** @default null */
            reason?: string | null;
            /**
             * @description True: only recorded. Else the contract is void and the seat is free again
             * @default false
             */
            keep_place?: boolean;
        };
        OnboardingComplete: {
            /**
             * @description Without, what the signed contract says
             * @default null
             */
            wage?: {
                /** @example 26.50 */
                amount: string;
                currency: string;
                /** @enum {string} */
                per: "hour" | "day" | "month" | "piece";
            } | null;
            /**
             * @description The first day of the employment
             * @default null
             * @example 2026-03-06
             */
            starts_on?: string | null;
        };
        OnboardingCancel: {
            reason: string;
        };
        Employment: {
            /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
            id: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string;
            /** @example opn_4q1m8t5w3z6c0b2n80h7k2v9x */
            opening_id: string;
            /** @enum {string} */
            state: "active" | "leaving" | "ended";
            /** @example 2026-03-06 */
            starts_on: string;
            /**
             * @description The last day of work, once it is known
             * @example 2026-03-06
             */
            ends_on: string | null;
            /** @enum {string|null} */
            end_reason: "resigned" | "dismissed" | "contract_over" | "redundant" | "absent" | "other" | null;
            /** @description Null after the candidate was erased */
            end_note: string | null;
            wage: components["schemas"]["Wage"];
            /** @description Every wage and the day from which it holds */
            wages: {
                /** @example 26.50 */
                amount: string;
                currency: string;
                /** @enum {string} */
                per: "hour" | "day" | "month" | "piece";
                /** @example 2026-03-06 */
                from: string;
            }[];
            source: string | null;
            remote_id: string | null;
            /** Format: date-time */
            created_at: string;
        };
        /** @description As it is today; null where nobody has said */
        Wage: {
            /** @example 26.50 */
            amount: string;
            currency: string;
            /** @enum {string} */
            per: "hour" | "day" | "month" | "piece";
        } | null;
        NewEmployment: {
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description The first day of work: may be over, or to come
             * @example 2026-03-06
             */
            starts_on: string;
            wage?: components["schemas"]["Wage"];
            /**
             * @description The system that it comes from. Goes with `remote_id`
             * @default null
             */
            source?: string | null;
            /**
             * @description Its name there: told again by it, it is changed, never doubled
             * @default null
             */
            remote_id?: string | null;
        };
        EmploymentEnd: {
            /**
             * @description The last day of work: until it is over they are `leaving`
             * @example 2026-03-06
             */
            ends_on: string;
            /** @enum {string} */
            reason: "resigned" | "dismissed" | "contract_over" | "redundant" | "absent" | "other";
            /**
             * @description For the record; the person is not shown it. Not taken of somebody who was erased
             * @default null
             */
            note?: string | null;
        };
        Approval: {
            /** @example apv_v9x4q1m8t5w3z6c0b2n80h7k2 */
            id: string;
            /** @enum {string} */
            kind: "resignation" | "wage_change";
            /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
            employment_id: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /** @enum {string} */
            state: "pending" | "approved" | "rejected" | "canceled";
            /** @description The id of a key or a user; `candidate` who asked in the chat */
            asked_by: string;
            decided_by: string | null;
            /**
             * @description Of a resignation: the last day as it was asked for
             * @example 2026-03-06
             */
            last_day: string | null;
            wage: components["schemas"]["Wage"] & unknown;
            /**
             * @description Of a change of wage: the day from which it holds
             * @example 2026-03-06
             */
            from: string | null;
            note: string | null;
            /** @description Of whoever decided */
            reason: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            decided_at: string | null;
        };
        NewApproval: {
            /**
             * @description A resignation comes by the chat
             * @enum {string}
             */
            kind: "wage_change";
            /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
            employment_id: string;
            wage: components["schemas"]["Wage"];
            /**
             * @description Today or later, where the work is
             * @example 2026-03-06
             */
            from: string;
            /** @default null */
            note?: string | null;
        };
        ApprovalYes: {
            /** @default null */
            reason?: string | null;
            /**
             * @description Of a resignation: another last day than was asked for
             * @default null
             * @example 2026-03-06
             */
            ends_on?: string | null;
        };
        ApprovalNo: {
            reason: string;
        };
        PerformanceRecord: {
            /** @example prf_t5w3z6c0b2n80h7k2v9x4q1m8 */
            id: string;
            /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
            employment_id: string;
            /** @example 2026-03-06 */
            period_start: string;
            /**
             * @description The last day of the period
             * @example 2026-03-06
             */
            period_end: string;
            /**
             * @description Figures by name
             * @example {
             *       "parcels_per_hour": 118,
             *       "errors": 2
             *     }
             */
            metrics: {
                [key: string]: number;
            };
            rating: number | null;
            source: string | null;
            remote_id: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        RecordedPerformance: components["schemas"]["PerformanceRecord"] & {
            /**
             * @description What this request did
             * @enum {string}
             */
            result: "created" | "updated" | "unchanged";
        };
        NewPerformanceRecord: {
            /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
            employment_id: string;
            /** @example 2026-03-06 */
            period_start: string;
            /**
             * @description The last day of the period
             * @example 2026-03-06
             */
            period_end: string;
            /**
             * @description Figures by name
             * @default {}
             * @example {
             *       "parcels_per_hour": 118,
             *       "errors": 2
             *     }
             */
            metrics?: {
                [key: string]: number;
            };
            /**
             * @description 1 to 5
             * @default null
             */
            rating?: number | null;
            /**
             * @description The system that it comes from. Goes with `remote_id`
             * @default null
             */
            source?: string | null;
            /**
             * @description Its name there: told again by it, it is changed, never doubled
             * @default null
             */
            remote_id?: string | null;
        };
        PayStatement: {
            /** @example pay_t5w3z6c0b2n80h7k2v9x4q1m8 */
            id: string;
            /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
            employment_id: string;
            /** @example 2026-03-06 */
            period_start: string;
            /**
             * @description The last day of the period
             * @example 2026-03-06
             */
            period_end: string;
            /** @example 2026-03-06 */
            paid_on: string;
            currency: string;
            /**
             * @description Null after the candidate was erased
             * @example 4980.00
             */
            gross: string | null;
            /** @example 4980.00 */
            net: string | null;
            lines: {
                label: {
                    zh: string;
                    en: string;
                };
                /** @example -120.00 */
                amount: string;
            }[];
            source: string | null;
            remote_id: string | null;
            /**
             * Format: date-time
             * @description When the person had it in the chat
             */
            told_at: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        RecordedPay: components["schemas"]["PayStatement"] & {
            /**
             * @description What this request did
             * @enum {string}
             */
            result: "created" | "updated" | "unchanged";
        };
        NewPayStatement: {
            /** @example emp_80h7k2v9x4q1m8t5w3z6c0b2n */
            employment_id: string;
            /** @example 2026-03-06 */
            period_start: string;
            /**
             * @description The last day of the period
             * @example 2026-03-06
             */
            period_end: string;
            /** @example 2026-03-06 */
            paid_on: string;
            currency: string;
            /** @example 4980.00 */
            gross: string;
            /**
             * @description What was paid out
             * @example 4980.00
             */
            net: string;
            /** @default [] */
            lines?: {
                label: {
                    zh: string;
                    en: string;
                };
                /** @example -120.00 */
                amount: string;
            }[];
            /**
             * @description The system that it comes from. Goes with `remote_id`
             * @default null
             */
            source?: string | null;
            /**
             * @description Its name there: told again by it, it is changed, never doubled
             * @default null
             */
            remote_id?: string | null;
        };
        ContractTemplate: {
            /** @example tpl_h7k2v9x4q1m8t5w3z6c0b2n80 */
            id: string;
            version: number;
            name: string;
            /** @description One line a paragraph; `# title`, `## section`, `1. clause`; `{{placeholder}}` */
            body: {
                zh: string;
                en: string;
            };
            /** @description Placeholders of your own, with what people call them */
            fields: {
                [key: string]: {
                    zh: string;
                    en: string;
                };
            };
            /** @description SHA-256 of the text: it stands in every contract made of it */
            hash: string;
            built_in: boolean;
            made_by: string;
            /** Format: date-time */
            created_at: string;
        };
        NewContractTemplate: {
            name: string;
            /** @description One line a paragraph; `# title`, `## section`, `1. clause`; `{{placeholder}}` */
            body: {
                zh: string;
                en: string;
            };
            /**
             * @description Placeholders of your own, with what people call them
             * @default {}
             */
            fields?: {
                [key: string]: {
                    zh: string;
                    en: string;
                };
            };
        };
        ContractTemplateChange: {
            name?: string;
            /** @description One line a paragraph; `# title`, `## section`, `1. clause`; `{{placeholder}}` */
            body?: {
                zh: string;
                en: string;
            };
            /** @description Placeholders of your own, with what people call them */
            fields?: {
                [key: string]: {
                    zh: string;
                    en: string;
                };
            };
        };
        Contract: {
            /** @example ctr_7k2v9x4q1m8t5w3z6c0b2n80h */
            id: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string;
            /** @enum {string} */
            state: "draft" | "sent" | "signed" | "declined" | "expired" | "voided";
            provider: string;
            /** @description The provider's name for it */
            external_id: string | null;
            /** @example tpl_h7k2v9x4q1m8t5w3z6c0b2n80 */
            template_id: string;
            template_version: number;
            template_hash: string;
            /** @enum {string} */
            language: "zh" | "en";
            fields: components["schemas"]["ContractFields"];
            expires_in_days: number;
            /** Format: date-time */
            sent_at: string | null;
            /** Format: date-time */
            expires_at: string | null;
            /** @description As it was before anybody signed; null where a provider has it */
            document: {
                sha256: string;
                bytes: number;
            } | null;
            /** @description The document with the record of the signature; null before */
            signature: {
                sha256: string;
                bytes: number;
                signer: string | null;
                /** Format: date-time */
                signed_at: string;
            } | null;
            /** @description What the candidate said instead of signing */
            remark: string | null;
            /** @description Why the provider did not take it */
            trouble: string | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description Null after the candidate was erased */
        ContractFields: {
            employer: string;
            /** @description Absent: the candidate's name as it is known */
            candidate_name?: string;
            wage: components["schemas"]["Wage"];
            /** @example 每周 40 小时 */
            hours: string;
            place: string;
            /** @example 2026-03-06 */
            starts_on: string;
            /**
             * @description Null: no fixed end
             * @example 2026-03-06
             */
            ends_on: string | null;
            /**
             * @description By the names in the template's own `fields`
             * @default {}
             */
            more?: {
                [key: string]: string;
            };
        } | null;
        NewContract: {
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description Absent: the one that comes with the software
             * @example tpl_h7k2v9x4q1m8t5w3z6c0b2n80
             */
            template_id?: string;
            /**
             * @description Absent: what the candidate reads
             * @enum {string}
             */
            language?: "zh" | "en";
            /** @description `built_in`: signed on our own page; absent: the provider that is set up, else that */
            provider?: string;
            fields: components["schemas"]["ContractFields"];
            /**
             * @description From when it is sent
             * @default 7
             */
            expires_in_days?: number;
        };
        ContractSending: Record<string, never>;
        ContractVoiding: {
            reason: string;
        };
        Turn: {
            seq: number;
            /** @description Messages that were answered together share it */
            batch: number;
            /** @enum {string} */
            from: "candidate" | "bot" | "hr";
            /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
            channel: string;
            text: string | null;
            kind: string;
            media_id: string | null;
            transcript: {
                text?: string;
                /** @description 0 to 1; null where the transcriber tells none */
                confidence?: number | null;
                /** @description As the candidate corrected it */
                corrected?: string;
                /** @description Seconds from the beginning; empty where the transcriber tells none */
                segments?: {
                    start: number;
                    end: number;
                    text: string;
                }[];
            } | null;
            amends_seq: number | null;
            /** Format: date-time */
            at: string;
        };
        Assessment: {
            /** @example asm_z6c0b2n80h7k2v9x4q1m8t5w3 */
            id: string;
            /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
            interview_id: string;
            /** @description Counted by interview, over all who assess it */
            version: number;
            /**
             * @description rules: nobody has scored; there are words to read and no number
             * @enum {string}
             */
            by: "model" | "person" | "rules";
            /** @description The id of the key of the person who rated */
            rated_by: string | null;
            model: string | null;
            /**
             * @description Each prompt as id@version#hash
             * @example evidence@1#1a2b…+score@1#3c4d…
             */
            prompt_version: string | null;
            rubric: {
                id: string;
                version: number;
                hash: string;
            };
            criteria: {
                id: string;
                title: {
                    zh: string;
                    en: string;
                };
                weight: number;
                /**
                 * @description Null where nothing that was said supports one; see `unscored`
                 * @example 4
                 */
                score: number | null;
                /**
                 * @description Why there is no score
                 * @enum {string|null}
                 */
                unscored: "no_evidence" | "cannot_tell" | "unsure_transcript" | "not_scored" | null;
                /**
                 * @description 0 to 1: how well the readings agree, and on how much they rest
                 * @example 0.85
                 */
                confidence: number | null;
                /**
                 * @description The ratings that the score is the median of
                 * @example [
                 *       4,
                 *       4,
                 *       3
                 *     ]
                 */
                readings: (number | null)[];
                evidence: {
                    turn_seq: number;
                    /** @description Verbatim: what the turn says from `start` to `end` */
                    quote: string;
                    /** @description UTF-16 units of `transcript.corrected ?? transcript.text ?? text` */
                    start: number;
                    end: number;
                    /** @description Seconds from the beginning of the recording; null where there is none */
                    audio_start: number | null;
                    /**
                     * @description Where it was said, if that is an earlier interview whose answer is used again
                     * @example int_9x4q1m8t5w3z6c0b2n80h7k2v
                     */
                    interview_id?: string;
                }[];
            }[];
            /** @description What nobody had asked for, with what of it bears on which criterion */
            unasked_experience: {
                turn_seq: number;
                evidence: {
                    turn_seq: number;
                    /** @description Verbatim: what the turn says from `start` to `end` */
                    quote: string;
                    /** @description UTF-16 units of `transcript.corrected ?? transcript.text ?? text` */
                    start: number;
                    end: number;
                    /** @description Seconds from the beginning of the recording; null where there is none */
                    audio_start: number | null;
                    /**
                     * @description Where it was said, if that is an earlier interview whose answer is used again
                     * @example int_9x4q1m8t5w3z6c0b2n80h7k2v
                     */
                    interview_id?: string;
                    criterion: string;
                }[];
            }[];
            /**
             * @description By the scores and their weights, in code. Nobody is declined by it: a person decides
             * @enum {string}
             */
            recommendation: "advance" | "review" | "decline";
            reasons: {
                /** @enum {string} */
                code: "needs_a_person" | "not_scored" | "mean_high" | "mean_low" | "mean_between" | "low_criterion";
                criterion?: string;
                mean?: number;
                text: {
                    zh: string;
                    en: string;
                };
            }[];
            needs_person: {
                /** @enum {string} */
                reason: "low_agreement" | "low_transcript_confidence" | "injection_attempt" | "knockout" | "refused_automation" | "thin_evidence" | "cut_short" | "model_unavailable" | "budget_spent";
                criterion?: string;
                text: {
                    zh: string;
                    en: string;
                };
            }[];
            /** @description The additions and corrections that opened it again; empty in the first */
            reopened_by: number[];
            /** @description Scores that are others than in the version before */
            changes: {
                criterion: string;
                from: number | null;
                to: number | null;
                because_turn_seq: number | null;
            }[];
            /** @description 0 to 1: how much it needs a person's eye */
            uncertainty: number;
            /**
             * @description The version that took its place; a person's rating is never superseded
             * @example asm_z6c0b2n80h7k2v9x4q1m8t5w3
             */
            superseded_by: string | null;
            /** Format: date-time */
            created_at: string;
        };
        NewRating: {
            criteria: {
                /**
                 * @description A criterion of the rubric
                 * @example care
                 */
                id: string;
                /**
                 * @description Null: I cannot tell
                 * @example 4
                 */
                score: number | null;
                /** @default [] */
                evidence?: {
                    turn_seq: number;
                    /** @description As it stands in that turn */
                    quote: string;
                }[];
            }[];
        };
        Review: {
            /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
            interview_id: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string;
            /** @example opn_4q1m8t5w3z6c0b2n80h7k2v9x */
            opening_id: string;
            /**
             * @description The version that is to be looked at
             * @example asm_z6c0b2n80h7k2v9x4q1m8t5w3
             */
            assessment_id: string;
            version: number;
            /**
             * @description rules: nobody has scored
             * @enum {string}
             */
            by: "model" | "rules";
            /**
             * @description 0 to 1
             * @example 0.62
             */
            uncertainty: number;
            /** @enum {string} */
            recommendation: "advance" | "review" | "decline";
            needs_person: {
                /** @enum {string} */
                reason: "low_agreement" | "low_transcript_confidence" | "injection_attempt" | "knockout" | "refused_automation" | "thin_evidence" | "cut_short" | "model_unavailable" | "budget_spent";
                criterion?: string;
                text: {
                    zh: string;
                    en: string;
                };
            }[];
            /** Format: date-time */
            since: string;
        };
        BackgroundCheck: {
            /** @example bgc_2n80h7k2v9x4q1m8t5w3z6c0b */
            id: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string;
            /** @enum {string} */
            state: "collecting" | "pending" | "suspended" | "consider" | "on_hold" | "clear" | "adverse" | "canceled";
            provider: string;
            /** @description The provider's name for it */
            external_id: string | null;
            agency: string | null;
            /** @description A code or an address of the report, as the provider told it */
            detail: string | null;
            /** @description Why the provider could not be asked; it is asked again unless it refused */
            trouble: string | null;
            /**
             * Format: date-time
             * @description collecting: until when the link opens. on_hold: until when the candidate may answer
             */
            due_at: string | null;
            /** Format: date-time */
            submitted_at: string | null;
            /** Format: date-time */
            consent_refused_at: string | null;
            /** @description What the candidate was told was found */
            letter: string | null;
            final_letter: string | null;
            /** @description Up to which turn a person has acknowledged what the candidate wrote since they were told */
            heard_seq: number | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            ended_at: string | null;
        };
        BackgroundCheckReply: {
            turn_seq: number;
            /**
             * @description Into which it came; null: into none
             * @example int_9x4q1m8t5w3z6c0b2n80h7k2v
             */
            interview_id: string | null;
            /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
            channel: string;
            /** @description `unread`: it could not be taken up, and has no words here. Ask them what they wrote */
            kind: string;
            /** @description Null for `unread`, and after the candidate was erased */
            text: string | null;
            media_id: string | null;
            /** Format: date-time */
            at: string;
        };
        NewBackgroundCheck: {
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /**
             * @description `built_in`: people look; the others once they are set up. Absent: the one that is
             * @enum {string}
             */
            provider?: "built_in" | "http";
            /**
             * @description Who makes the check and how to reach them, as the candidate reads it before they agree
             * @default null
             */
            agency?: string | null;
        };
        BackgroundCheckRecord: {
            /** @enum {string} */
            state: "pending" | "suspended" | "clear" | "consider";
            /** @description What was looked at; the candidate is not shown it */
            note: string;
        };
        BackgroundCheckRemind: Record<string, never>;
        BackgroundCheckPreAdverse: {
            /** @description What was found, in neutral words: said in the chat with how to dispute it and until when */
            letter: string;
            /**
             * @description Working days, Monday to Friday; add those that are holidays there
             * @default 5
             */
            hold_days?: number;
        };
        BackgroundCheckAcknowledge: {
            /** @description The `turn_seq` of the last reply that was read */
            through_seq: number;
        };
        BackgroundCheckAdverse: {
            /** @description For the record; the candidate is not shown it */
            reason: string;
            /**
             * @description Said beside the result, as your words
             * @default null
             */
            letter?: string | null;
        };
        BackgroundCheckClear: {
            /** @description For the record; the candidate is not shown it */
            reason: string;
        };
        BackgroundCheckCancel: {
            /** @description For the record; the candidate is not shown it */
            reason: string;
        };
        Message: {
            /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
            interview_id: string;
            /** @enum {string} */
            from: "hr" | "candidate";
            /** @description Null of a recording */
            text: string | null;
            client_id: string | null;
            /** Format: date-time */
            at: string;
            /** @description Among the turns; null while it waits for its turn */
            turn_seq: number | null;
        };
        NewMessage: {
            text: string;
            /**
             * @description `hr` without; here or in the query
             * @enum {string}
             */
            from?: "hr" | "candidate";
            /** @description Your own id of a candidate's message: a second one has no effect */
            client_id?: string;
        };
        NewVoiceMessage: {
            /**
             * @description `hr` without; here or in the query
             * @enum {string}
             */
            from?: "hr" | "candidate";
            /** @description Your own id of a candidate's message: a second one has no effect */
            client_id?: string;
            /**
             * Format: binary
             * @description As a file, with `from=candidate`: OGG, WebM, MP4, MP3, AAC, AMR or WAV, at most 20 MB and ten minutes
             */
            audio: string;
        };
        Ticket: {
            /** @example tkt_80h7k2v9x4q1m8t5w3z6c0b2n */
            id: string;
            /** @description person · question · knockout · injection · abuse · protected · correction · addendum · screening · duplicate · erasure · appeal · undecided · untold · step · resignation · pay · link · voice · unsent · unread */
            kind: string;
            /** @enum {string} */
            state: "open" | "answered" | "closed";
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string;
            /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
            interview_id: string | null;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string | null;
            /** @example opn_4q1m8t5w3z6c0b2n80h7k2v9x */
            opening_id: string | null;
            question_id: string | null;
            /** @description Codes, where no message says it */
            reasons: string[];
            /** @description The candidate's words; null where there are none, and before consent */
            about: {
                turn_seq: number;
                text: string;
                /** Format: date-time */
                at: string;
            } | null;
            answer: {
                turn_seq: number;
                text: string;
                /** Format: date-time */
                at: string;
            } | null;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            settled_at: string | null;
            /** @description The key that answered or closed it */
            settled_by: string | null;
        };
        TicketAnswer: {
            text: string;
        };
        TicketClosing: Record<string, never>;
        Invitation: {
            /** @example inv_4q1m8t5w3z6c0b2n80h7k2v9x */
            id: string;
            code: string;
            link: string | null;
            /** @description By its own name: `web`, `telegram`, `twilio` and `kannel` (both of them SMS), `wecom` and `wechat` (both of them WeChat), `api` */
            channel: string;
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string;
            /** @example opn_4q1m8t5w3z6c0b2n80h7k2v9x */
            opening_id: string;
            /** @example int_9x4q1m8t5w3z6c0b2n80h7k2v */
            interview_id: string;
            /** @enum {string} */
            state: "queued" | "sent" | "not_sent";
            /** @description Why it was not sent: not_asked · opted_out · no_address · unreachable · channel_off · opening_not_open · application_over · consent_refused · taken_over · revoked · expired, or what the provider said */
            reason: string | null;
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            revoked_at: string | null;
            /** Format: date-time */
            claimed_at: string | null;
            /** Format: date-time */
            created_at: string;
        };
        /**
         * @example {
         *       "opening_id": "opn_4q1m8t5w3z6c0b2n80h7k2v9x",
         *       "phone": "+8613800138000",
         *       "channel": "telegram",
         *       "send": true
         *     }
         */
        NewInvitation: {
            /** @example opn_4q1m8t5w3z6c0b2n80h7k2v9x */
            opening_id: string;
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id?: string;
            /** @description Whoever has it; a candidate is made when nobody has */
            phone?: string;
            /** @description On `channel`, as `identities` of a candidate has it */
            address?: string;
            /**
             * @description Where to write; without, where the person was last. `sms` is taken for whichever of `twilio` and `kannel` is on, and read back as that one
             * @example telegram
             */
            channel?: string;
            /** @default true */
            send?: boolean;
        };
        Event: {
            /** @example evt_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            /** @example interview.completed */
            type: string;
            /** Format: date-time */
            at: string;
            /** @example app_80h7k2v9x4q1m8t5w3z6c0b2n */
            application_id: string | null;
            /** @description Counts up within one application */
            sequence: number | null;
            /** @description Ids and states only */
            data: {
                [key: string]: unknown;
            };
        };
        WebhookEndpoint: {
            /** @example whk_3z6c0b2n80h7k2v9x4q1m8t5w */
            id: string;
            url: string;
            events: string[];
            /** @enum {string} */
            state: "active" | "disabled";
            /**
             * @description `gone`: the receiver answered 410; `failing`: it took no call for five days; `restored`: it was changed since the backup that was brought back
             * @enum {string|null}
             */
            disabled_because: "gone" | "failing" | "by_hand" | "restored" | null;
            /**
             * Format: date-time
             * @description Since then every call failed; null: the last one was taken, or there was none yet
             */
            failing_since: string | null;
            /**
             * Format: date-time
             * @description Until then the secret before is signed with too
             */
            old_secret_until: string | null;
            /** Format: date-time */
            created_at: string;
        };
        MadeWebhookEndpoint: components["schemas"]["WebhookEndpoint"] & {
            /** @description whsec_…; shown once, not in a repeated answer */
            secret?: string;
        };
        NewWebhookEndpoint: {
            /**
             * Format: uri
             * @example https://ats.example.com/hooks/tingda
             */
            url: string;
            /**
             * @example [
             *       "interview.completed",
             *       "contract.*"
             *     ]
             */
            events: string[];
        };
        WebhookEndpointChange: {
            /**
             * Format: uri
             * @example https://ats.example.com/hooks/tingda
             */
            url?: string;
            /**
             * @example [
             *       "interview.completed",
             *       "contract.*"
             *     ]
             */
            events?: string[];
            /** @enum {string} */
            state?: "active" | "disabled";
        };
        WebhookDelivery: {
            /** @example dlv_80h7k2v9x4q1m8t5w3z6c0b2n */
            id: string;
            /**
             * @description The `webhook-id`; null for a ping
             * @example evt_3z6c0b2n80h7k2v9x4q1m8t5w
             */
            event_id: string | null;
            event_type: string | null;
            /** @enum {string} */
            state: "pending" | "delivered" | "failed";
            attempts: number;
            /** Format: date-time */
            next_attempt_at: string | null;
            last_status: number | null;
            /** @description A code, where there was no answer */
            last_error: string | null;
            last_ms: number | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            last_attempt_at: string | null;
        };
        /**
         * @example {
         *       "since": "2026-03-05T00:00:00Z"
         *     }
         */
        WebhookReplay: {
            /**
             * Format: date-time
             * @description Everything from this moment on, once more
             * @example 2026-03-06T22:00:00+08:00
             */
            since?: string;
            event_ids?: string[];
        };
        Key: {
            /** @example key_b2n80h7k2v9x4q1m8t5w3z6c0 */
            id: string;
            name: string;
            scopes: string[];
            /** Format: date-time */
            expires_at: string | null;
            /** Format: date-time */
            revoked_at: string | null;
            /**
             * Format: date-time
             * @description To the minute; null: never
             */
            last_used_at: string | null;
            /**
             * Format: date-time
             * @description After a rotation: the key before works until then
             */
            old_key_until: string | null;
            /**
             * @description The user whose it is: who made it, also by way of another key, or was the last to rotate it. It ends with them
             * @example usr_7k2v9x4q1m8t5w3z6c0b2n80h
             */
            made_by: string | null;
            /** Format: date-time */
            created_at: string;
        };
        MadeKey: components["schemas"]["Key"] & {
            /** @description Shown once; not in a repeated answer */
            key?: string;
        };
        NewKey: {
            name: string;
            scopes: ("openings:read" | "openings:write" | "candidates:read" | "candidates:write" | "candidates:*" | "interviews:read" | "interviews:write" | "interviews:*" | "decisions:write" | "broadcasts:write" | "pipeline:read" | "pipeline:write" | "pipeline:*" | "webhooks:write" | "insight:read" | "admin")[];
            /**
             * Format: date-time
             * @default null
             */
            expires_at?: string | null;
        };
        KeyRotation: {
            /**
             * @description So long the key before works on; 0 ends it at once
             * @default 3600
             */
            overlap_seconds?: number;
        };
        User: {
            /** @example usr_7k2v9x4q1m8t5w3z6c0b2n80h */
            id: string;
            email: string;
            /**
             * @description owner: everything; recruiter: all but keys, users and webhooks; viewer: reads
             * @enum {string}
             */
            role: "owner" | "recruiter" | "viewer";
            /** @enum {string} */
            state: "invited" | "active" | "disabled";
            /** Format: date-time */
            joined_at: string | null;
            /** Format: date-time */
            disabled_at: string | null;
            /** Format: date-time */
            last_login_at: string | null;
            sign_in: {
                password: boolean;
                passkeys: number;
                recovery_codes: number;
            };
            /** @description Those of theirs that work; they end when the person is disabled */
            keys: {
                /** @example key_b2n80h7k2v9x4q1m8t5w3z6c0 */
                id: string;
                name: string;
            }[];
            /** @description In the answer of a change: what it ended, all keys of who is disabled, and those that may do more than another role */
            revoked_keys?: {
                /** @example key_b2n80h7k2v9x4q1m8t5w3z6c0 */
                id: string;
                name: string;
            }[];
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            updated_at: string;
        };
        InvitedUser: components["schemas"]["User"] & {
            /** @description Opens once, for 72 hours; not in a repeated answer */
            link?: string;
            /** Format: date-time */
            link_expires_at: string;
        };
        NewUser: {
            /** @example li@example.com */
            email: string;
            /**
             * @description owner: everything; recruiter: all but keys, users and webhooks; viewer: reads
             * @enum {string}
             */
            role: "owner" | "recruiter" | "viewer";
        };
        UserChange: {
            /**
             * @description owner: everything; recruiter: all but keys, users and webhooks; viewer: reads
             * @enum {string}
             */
            role?: "owner" | "recruiter" | "viewer";
            disabled?: boolean;
        };
        UserSessions: {
            data: components["schemas"]["UserSession"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        UserSession: {
            /** @example ses_x4q1m8t5w3z6c0b2n80h7k2v9 */
            id: string;
            /** @enum {string} */
            proof: "password" | "recovery_code" | "passkey" | "link";
            /** @example Chrome · Android */
            device: string | null;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description To the minute
             */
            seen_at: string;
            /** Format: date-time */
            expires_at: string;
        };
        AuditLogEntry: {
            /** @example aud_2n80h7k2v9x4q1m8t5w3z6c0b */
            id: string;
            /** Format: date-time */
            at: string;
            actor: {
                /**
                 * @description `candidate`: who downloaded what is kept of themself
                 * @enum {string}
                 */
                kind: "key" | "user" | "system" | "candidate";
                /** @description Of a key, a user or a candidate; `bootstrap`, `command_line` */
                id: string;
            };
            /** @description The operation's name, or what was done in the pages of HR */
            action: string;
            method: string | null;
            /** @description The id that it was about */
            subject: string | null;
            /** @example cnd_b2n80h7k2v9x4q1m8t5w3z6c0 */
            candidate_id: string | null;
            /** @description Of a list: the names of its filters */
            filters: string[] | null;
            /** @description Of a list: how many rows were shown. Of a file: in a row of its own when it has ended, like `exportCandidates.written`; without one nobody knows */
            shown: number | null;
            request_id: string | null;
            /** @description Keyed: the same for the same address, and tells nothing else */
            address_hash: string | null;
            /** @description How it was answered; 499 of a file: the reader went away */
            status: number;
        };
        Liveness: {
            /** @enum {string} */
            status: "ok";
        };
        Readiness: {
            /** @enum {string} */
            status: "ok" | "degraded" | "unavailable";
            /**
             * @example {
             *       "database": {
             *         "state": "ok"
             *       },
             *       "session": {
             *         "state": "ok"
             *       },
             *       "telegram": {
             *         "state": "ok"
             *       }
             *     }
             */
            parts: {
                [key: string]: {
                    /** @enum {string} */
                    state: "ok" | "degraded" | "down";
                    detail?: string;
                };
            };
        };
        BackgroundCheckReport: {
            /** @enum {string} */
            type: "background_check.updated";
            /** @description The `id` that we asked with; or `external_id`, one of the two */
            step_id?: string;
            /** @description Your own id, as you answered with it */
            external_id?: string;
            /** @enum {string} */
            state: "pending" | "clear" | "consider" | "suspended" | "canceled";
            /**
             * Format: date-time
             * @description When it became so: what is older than what is known changes nothing
             */
            at: string;
            /** @description A code or an address, for people */
            detail?: string;
        };
        ContractReport: {
            /** @enum {string} */
            type: "contract.updated";
            /** @description The `id` that we asked with; or `external_id`, one of the two */
            step_id?: string;
            /** @description Your own id, as you answered with it */
            external_id?: string;
            /** @enum {string} */
            state: "sent" | "signed" | "declined" | "expired" | "voided";
            /**
             * Format: date-time
             * @description When it became so: what is older than what is known changes nothing
             */
            at: string;
            /** @description A code or an address, for people */
            detail?: string;
        };
        OnboardingReport: {
            /** @enum {string} */
            type: "onboarding.updated";
            /** @description The `id` that we asked with; or `external_id`, one of the two */
            step_id?: string;
            /** @description Your own id, as you answered with it */
            external_id?: string;
            /** @enum {string} */
            state: "scheduled" | "checked_in" | "no_show" | "completed" | "canceled";
            /**
             * Format: date-time
             * @description When it became so: what is older than what is known changes nothing
             */
            at: string;
            /** @description A code or an address, for people */
            detail?: string;
        };
        ChatThread: {
            data: components["schemas"]["ChatMessage"][];
            /**
             * @description Where the stream goes on
             * @example 12.1772805731000000
             */
            cursor: string;
            typing: boolean;
            /** @enum {string} */
            language: "zh" | "en";
        };
        ChatMessage: {
            /** @example i12 */
            id: string;
            /** @enum {string} */
            from: "candidate" | "bot" | "hr";
            /** @enum {string} */
            kind: "text" | "button" | "voice" | "file" | "other";
            text: string;
            /** @example [] */
            buttons: {
                label: string;
                payload: string;
            }[];
            /** Format: date-time */
            at: string;
            client_id: string | null;
        };
        TakenChatMessage: {
            /** @example i12 */
            id: string;
            /**
             * @description What the page calls its message, 1 to 64 of `A-Za-z0-9_-`: sent again by it, it is the same one
             * @example msg-0001
             */
            client_id: string;
            /** Format: date-time */
            at: string;
        };
        /**
         * @example {
         *       "client_id": "msg-0001",
         *       "text": "我做过两年分拣。"
         *     }
         */
        NewChatMessage: {
            /**
             * @description What the page calls its message, 1 to 64 of `A-Za-z0-9_-`: sent again by it, it is the same one
             * @example msg-0001
             */
            client_id: string;
            text: string;
            /** @description The `payload` of the button that was pressed; `text` is then its label */
            button?: string;
        };
        NewChatVoice: {
            /**
             * @description What the page calls its message, 1 to 64 of `A-Za-z0-9_-`: sent again by it, it is the same one
             * @example msg-0001
             */
            client_id: string;
            /** Format: binary */
            audio: string;
        };
        OpeningPage: {
            data: components["schemas"]["Opening"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        ShiftPage: {
            data: components["schemas"]["Shift"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        CandidatePage: {
            data: components["schemas"]["Candidate"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        ImportPage: {
            data: components["schemas"]["Import"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        ImportRowErrorPage: {
            data: components["schemas"]["ImportRowError"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        LegalHoldPage: {
            data: components["schemas"]["LegalHold"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        ApplicationPage: {
            data: components["schemas"]["Application"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        TimelineEntryPage: {
            data: components["schemas"]["TimelineEntry"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        OnboardingPage: {
            data: components["schemas"]["Onboarding"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        EmploymentPage: {
            data: components["schemas"]["Employment"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        ApprovalPage: {
            data: components["schemas"]["Approval"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        PerformanceRecordPage: {
            data: components["schemas"]["PerformanceRecord"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        PayStatementPage: {
            data: components["schemas"]["PayStatement"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        ContractTemplatePage: {
            data: components["schemas"]["ContractTemplate"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        ContractPage: {
            data: components["schemas"]["Contract"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        InterviewPage: {
            data: components["schemas"]["Interview"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        TurnPage: {
            data: components["schemas"]["Turn"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        AssessmentPage: {
            data: components["schemas"]["Assessment"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        ReviewPage: {
            data: components["schemas"]["Review"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        BackgroundCheckPage: {
            data: components["schemas"]["BackgroundCheck"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        BackgroundCheckReplyPage: {
            data: components["schemas"]["BackgroundCheckReply"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        TicketPage: {
            data: components["schemas"]["Ticket"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        InvitationPage: {
            data: components["schemas"]["Invitation"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        EventPage: {
            data: components["schemas"]["Event"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        WebhookEndpointPage: {
            data: components["schemas"]["WebhookEndpoint"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        WebhookDeliveryPage: {
            data: components["schemas"]["WebhookDelivery"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        KeyPage: {
            data: components["schemas"]["Key"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        UserPage: {
            data: components["schemas"]["User"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
        AuditLogEntryPage: {
            data: components["schemas"]["AuditLogEntry"][];
            /**
             * @description Null on the last page
             * @example null
             */
            next_cursor: string | null;
            has_more: boolean;
        };
    };
    responses: {
        /** @description Cannot be read: malformed JSON or an unknown cursor */
        Unreadable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tingda:problem:payload_invalid",
                 *       "title": "The request cannot be read",
                 *       "status": 400,
                 *       "code": "payload_invalid",
                 *       "detail": "This list never gave that cursor; nothing was read. Begin again without it.",
                 *       "request_id": "req_9x4q1m8t5w3z6c0b2n80h7k2v",
                 *       "errors": [
                 *         {
                 *           "path": "cursor",
                 *           "message": "is not known here"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No valid API key */
        NoKey: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tingda:problem:unauthorized",
                 *       "title": "An API key is needed",
                 *       "status": 401,
                 *       "code": "unauthorized",
                 *       "detail": "Send `Authorization: Bearer KEY` with a key that is valid. Nothing was read or stored.",
                 *       "request_id": "req_9x4q1m8t5w3z6c0b2n80h7k2v",
                 *       "errors": []
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The key lacks the scope */
        NoScope: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tingda:problem:forbidden",
                 *       "title": "This key may not do that",
                 *       "status": 403,
                 *       "code": "forbidden",
                 *       "detail": "This needs a key with the scope openings:write; nothing was read or stored. Ask whoever made your key for one.",
                 *       "request_id": "req_9x4q1m8t5w3z6c0b2n80h7k2v",
                 *       "errors": []
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nothing with this id */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tingda:problem:not_found",
                 *       "title": "There is nothing here",
                 *       "status": 404,
                 *       "code": "not_found",
                 *       "detail": "There is nothing at this address; check the id. Nothing was changed.",
                 *       "request_id": "req_9x4q1m8t5w3z6c0b2n80h7k2v",
                 *       "errors": []
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Collides with what is there, or the first request with this Idempotency-Key still runs */
        Collision: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tingda:problem:conflict",
                 *       "title": "This collides with what is there",
                 *       "status": 409,
                 *       "code": "conflict",
                 *       "detail": "This code belongs to another opening; nothing was stored. Take another.",
                 *       "request_id": "req_9x4q1m8t5w3z6c0b2n80h7k2v",
                 *       "errors": [
                 *         {
                 *           "path": "code",
                 *           "message": "is taken"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large */
        TooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tingda:problem:payload_too_large",
                 *       "title": "The body is too large",
                 *       "status": 413,
                 *       "code": "payload_too_large",
                 *       "detail": "A body may have 1048576 bytes at most; nothing was stored. Send less at once.",
                 *       "request_id": "req_9x4q1m8t5w3z6c0b2n80h7k2v",
                 *       "errors": []
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not application/json, or a recording that is none */
        WrongType: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tingda:problem:unsupported_media_type",
                 *       "title": "The content type is not taken here",
                 *       "status": 415,
                 *       "code": "unsupported_media_type",
                 *       "detail": "Send the body as application/json. Nothing was stored.",
                 *       "request_id": "req_9x4q1m8t5w3z6c0b2n80h7k2v",
                 *       "errors": []
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no such part of it; `Content-Range` tells its length */
        NoSuchRange: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tingda:problem:range_not_satisfiable",
                 *       "title": "There is no such part of it",
                 *       "status": 416,
                 *       "code": "range_not_satisfiable",
                 *       "detail": "The recording is shorter than that.",
                 *       "request_id": "req_9x4q1m8t5w3z6c0b2n80h7k2v",
                 *       "errors": []
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Fields are missing, unknown or wrong; `errors` names them */
        Invalid: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tingda:problem:validation_failed",
                 *       "title": "Some fields are not right",
                 *       "status": 422,
                 *       "code": "validation_failed",
                 *       "detail": "Nothing was stored. Correct what `errors` names and send it again.",
                 *       "request_id": "req_9x4q1m8t5w3z6c0b2n80h7k2v",
                 *       "errors": [
                 *         {
                 *           "path": "title.en",
                 *           "message": "Invalid input: expected string, received undefined"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests of this key, or wrong keys from this address; again after `Retry-After` */
        TooMany: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tingda:problem:rate_limited",
                 *       "title": "Too many requests",
                 *       "status": 429,
                 *       "code": "rate_limited",
                 *       "detail": "This key asks more than 100 times a second; nothing was read or stored. Send the same after Retry-After.",
                 *       "request_id": "req_9x4q1m8t5w3z6c0b2n80h7k2v",
                 *       "errors": []
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The database cannot be reached; try again after `Retry-After` */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:tingda:problem:unavailable",
                 *       "title": "Not available right now",
                 *       "status": 503,
                 *       "code": "unavailable",
                 *       "detail": "The database cannot be reached right now. Nothing was stored; the same request can be sent again shortly.",
                 *       "request_id": "req_9x4q1m8t5w3z6c0b2n80h7k2v",
                 *       "errors": []
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /**
         * @description Names this request in the log
         * @example req_9x4q1m8t5w3z6c0b2n80h7k2v
         */
        "X-Request-Id": string;
        /**
         * @description Requests that are left to this key, and the seconds until all of them are there again
         * @example "key";r=987;t=1
         */
        RateLimit: string;
        /**
         * @description How many requests a key may make in how many seconds
         * @example "key";q=1000;w=10
         */
        "RateLimit-Policy": string;
        /**
         * @description Seconds after which the same request can be sent again
         * @example 2
         */
        "Retry-After": number;
        /**
         * @description The next page, with the same filters, as `rel="next"`; absent on the last
         * @example </v1/openings?limit=25&cursor=b3BlbmluZ3M6MjU>; rel="next"
         */
        Link: string;
        /**
         * @description The path of what was made; absent where nothing new was
         * @example /v1/openings/opn_4q1m8t5w3z6c0b2n80h7k2v9x
         */
        Location: string;
        /**
         * @description Names what is shown: another one is shown differently. Send it as `If-Match` with a change of it
         * @example "q8nHkZ4w1rB0xT7vY2mC9d"
         */
        ETag: string;
        /**
         * @description `true` when this answer was given before, to the same key
         * @example true
         */
        "Idempotent-Replayed": string;
        /**
         * @description Always `Bearer`
         * @example Bearer
         */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listOpenings: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those that have this status */
                status?: "draft" | "open" | "paused" | "filled" | "closed";
                /** @description Only those for this kind of work */
                role?: string;
                /** @description A piece of the code, the title or the place */
                q?: string;
                /** @description Only those that changed after that moment */
                updated_after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpeningPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createOpening: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOpening"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Opening"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getOpening: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The opening */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Opening"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateOpening: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you read. If it is another by now, nothing is changed: a 409 with the code `stale`. Without it what is sent is written */
                "if-match"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpeningChange"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Opening"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listShifts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description That moment or later */
                starts_after?: string;
                /** @description Only those that begin before that moment */
                starts_before?: string;
            };
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShiftPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createShift: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewShift"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shift"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getShift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
                /** @description The id of the shift, which has to be one of this opening */
                shift_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shift */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shift"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteShift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
                /** @description The id of the shift, which has to be one of this opening */
                shift_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateShift: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
                /** @description The id of the shift, which has to be one of this opening */
                shift_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShiftChange"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shift"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listCandidates: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description `lat,lon`; who has no location is nowhere near */
                near?: string;
                /** @description With `near`; 10 without */
                radius_km?: number;
                /** @description Local times that the slots of a candidate cover */
                slot?: string;
                /** @description Those who said so */
                accepts_night?: "true" | "false";
                /** @description Among the roles that a candidate wants */
                role?: string;
                /** @description Of an application; with `opening_id`, of the one for it */
                stage?: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
                /** @description Those who applied for it */
                opening_id?: string;
                /** @description Where they came from; with `remote_id`, the system that calls them so */
                source?: string;
                /** @description What the system `source` calls them: with it, one person or nobody */
                remote_id?: string;
                /** @description Their number, or one that they write SMS from; E.164, its `+` written `%2B` */
                phone?: string;
                /** @description Pieces of the name, the phone number or a skill, as they stand; each of several must be found */
                q?: string;
                /** @description Only those that changed after that moment */
                updated_after?: string;
                /** @description Only who is spoken to in this language */
                language?: "zh" | "en";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CandidatePage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createCandidate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCandidate"];
            };
        };
        responses: {
            /** @description Added */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Candidate"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getCandidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The candidate */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Candidate"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    eraseCandidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Written down, and done within moments; ask again to hear that it is */
            202: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Erased */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateCandidate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of what you read. If it is another by now, nothing is changed: a 409 with the code `stale`. Without it what is sent is written */
                "if-match"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CandidateChange"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Candidate"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listImports: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those of this kind */
                kind?: "candidates" | "employments" | "performance_records" | "pay_statements";
                /** @description Only those that have this status */
                status?: "queued" | "running" | "completed" | "failed" | "canceled";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createImport: {
        parameters: {
            query: {
                /** @description Only those of this kind */
                kind: "candidates" | "employments" | "performance_records" | "pay_statements";
                /** @description Checks every row and says what would become of it; nothing is changed */
                dry_run?: "true" | "false";
                /** @description The system that the rows come from, where they have no `source` */
                source?: string;
                /** @description Of phone numbers that come without one */
                country?: string;
            };
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "text/csv": string;
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description Kept, and taken in from now on */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listImportErrors: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportRowErrorPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportCandidates: {
        parameters: {
            query?: {
                /** @description A table with a header, or one object of JSON a line */
                format?: "csv" | "ndjson";
                /** @description `lat,lon`; who has no location is nowhere near */
                near?: string;
                /** @description With `near`; 10 without */
                radius_km?: number;
                /** @description Local times that the slots of a candidate cover */
                slot?: string;
                /** @description Those who said so */
                accepts_night?: "true" | "false";
                /** @description Among the roles that a candidate wants */
                role?: string;
                /** @description Of an application; with `opening_id`, of the one for it */
                stage?: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
                /** @description Those who applied for it */
                opening_id?: string;
                /** @description Where they came from; with `remote_id`, the system that calls them so */
                source?: string;
                /** @description What the system `source` calls them: with it, one person or nobody */
                remote_id?: string;
                /** @description Their number, or one that they write SMS from; E.164, its `+` written `%2B` */
                phone?: string;
                /** @description Pieces of the name, the phone number or a skill, as they stand; each of several must be found */
                q?: string;
                /** @description Only those that changed after that moment */
                updated_after?: string;
                /** @description Only who is spoken to in this language */
                language?: "zh" | "en";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, newest first; whoever was erased is not in it */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportApplications: {
        parameters: {
            query?: {
                /** @description A table with a header, or one object of JSON a line */
                format?: "csv" | "ndjson";
                /** @description Only those of this opening */
                opening_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description Only those in this stage */
                stage?: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
                /** @description Only those that came from here, written as it was when they came */
                source?: string;
                /** @description Only those that changed after that moment */
                updated_after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, newest first; whoever was erased is not in it */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportEmployments: {
        parameters: {
            query?: {
                /** @description A table with a header, or one object of JSON a line */
                format?: "csv" | "ndjson";
                /** @description Only those that are in this state */
                state?: "active" | "leaving" | "ended";
                /** @description Only those of this application */
                application_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description Only those of this opening */
                opening_id?: string;
                /** @description Only those that ended for this reason */
                end_reason?: "resigned" | "dismissed" | "contract_over" | "redundant" | "absent" | "other";
                /** @description Only those that came from here, written as it was when they came */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, newest first; whoever was erased is not in it */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportPerformanceRecords: {
        parameters: {
            query?: {
                /** @description A table with a header, or one object of JSON a line */
                format?: "csv" | "ndjson";
                /** @description Only those of this employment */
                employment_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description Only those that came from here, written as it was when they came */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, newest first; whoever was erased is not in it */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportPayStatements: {
        parameters: {
            query?: {
                /** @description A table with a header, or one object of JSON a line */
                format?: "csv" | "ndjson";
                /** @description Only those of this employment */
                employment_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description Only those that came from here, written as it was when they came */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, newest first; whoever was erased is not in it */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportCandidate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything that is kept of them */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonalData"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportCandidateArchive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description `data.json`, `readable.html`, `media/…`, `contracts/…` */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was taken out, and what stays */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureCertificate"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listLegalHolds: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description `true`: only those that still hold; `false`: only those that were released */
                open?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalHoldPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createLegalHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewLegalHold"];
            };
        };
        responses: {
            /** @description Held from now on */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalHold"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLegalHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The hold */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalHold"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    releaseLegalHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Released */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalHold"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getRetention: {
        parameters: {
            query?: {
                /** @description What goes until so many days from now */
                within_days?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listApplications: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those of this opening */
                opening_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description Only those in this stage */
                stage?: "applied" | "screening" | "interviewing" | "reviewing" | "advanced" | "background_check" | "contract" | "onboarding" | "hired" | "declined" | "withdrawn" | "expired" | "closed";
                /** @description Only those that came from here, written as it was when they came */
                source?: string;
                /** @description Only those that changed after that moment */
                updated_after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createApplication: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApplication"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The application */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    moveStage: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStageMove"];
            };
        };
        responses: {
            /** @description Moved */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageMove"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTimeline: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineEntryPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last decision */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decision"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    decide: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDecision"];
            };
        };
        responses: {
            /** @description Decided */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Decision"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listOnboardings: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those that are in this state */
                state?: "scheduled" | "checked_in" | "no_show" | "completed" | "canceled";
                /** @description Only those of this application */
                application_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OnboardingPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createOnboarding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewOnboarding"];
            };
        };
        responses: {
            /** @description Arranged */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onboarding"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getOnboarding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The onboarding */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onboarding"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    rescheduleOnboarding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingReschedule"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onboarding"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    checkInOnboarding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingCheckIn"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onboarding"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    noShowOnboarding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingNoShow"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onboarding"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    completeOnboarding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingComplete"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onboarding"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelOnboarding: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingCancel"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Onboarding"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listEmployments: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those that are in this state */
                state?: "active" | "leaving" | "ended";
                /** @description Only those of this application */
                application_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description Only those of this opening */
                opening_id?: string;
                /** @description Only those that ended for this reason */
                end_reason?: "resigned" | "dismissed" | "contract_over" | "redundant" | "absent" | "other";
                /** @description Only those that came from here, written as it was when they came */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmploymentPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createEmployment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewEmployment"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employment"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getEmployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The employment */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employment"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    endEmployment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmploymentEnd"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employment"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those that are in this state */
                state?: "pending" | "approved" | "rejected" | "canceled";
                /** @description Only those of this kind */
                kind?: "resignation" | "wage_change";
                /** @description Only those of this employment */
                employment_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    askApproval: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApproval"];
            };
        };
        responses: {
            /** @description Asked for */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The approval */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    approve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalYes"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    reject: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalNo"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPerformanceRecords: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those of this employment */
                employment_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description Only those that came from here, written as it was when they came */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PerformanceRecordPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    recordPerformance: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPerformanceRecord"];
            };
        };
        responses: {
            /** @description It was known; as it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedPerformance"];
                };
            };
            /** @description Recorded */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedPerformance"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPerformanceRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PerformanceRecord"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPayStatements: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those of this employment */
                employment_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description Only those that came from here, written as it was when they came */
                source?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayStatementPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    recordPay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPayStatement"];
            };
        };
        responses: {
            /** @description It was known; as it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedPay"];
                };
            };
            /** @description Recorded */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordedPay"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPayStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The statement */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayStatement"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listContractTemplates: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractTemplatePage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createContractTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContractTemplate"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractTemplate"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getContractTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The template in its last version */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractTemplate"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    updateContractTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractTemplateChange"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractTemplate"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listContracts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those that are in this state */
                state?: "draft" | "sent" | "signed" | "declined" | "expired" | "voided";
                /** @description Only those of this application */
                application_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createContract: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewContract"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getContract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The contract */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getContractDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document, as it is kept */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    sendContract: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractSending"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    voidContract: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractVoiding"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listInterviews: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those of this application */
                application_id?: string;
                /** @description Only those of this opening */
                opening_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description Only those that have this status */
                status?: "invited" | "in_progress" | "paused" | "completed" | "expired" | "withdrawn" | "handed_off";
                /** @description Only those that changed after that moment */
                updated_after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InterviewPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getInterview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The interview */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interview"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTurns: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TurnPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAssessments: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssessmentPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createAssessment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRating"];
            };
        };
        responses: {
            /** @description Kept */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assessment"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAssessment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
                /** @description The id of the assessment, which has to be one of this interview */
                assessment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assessment"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listReviews: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those of this opening */
                opening_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listBackgroundChecks: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those of this application */
                application_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description Only those that are in this state */
                state?: "collecting" | "pending" | "suspended" | "consider" | "on_hold" | "clear" | "adverse" | "canceled";
                /** @description Those whose provider could not be asked */
                troubled?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundCheckPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createBackgroundCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBackgroundCheck"];
            };
        };
        responses: {
            /** @description Begun */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundCheck"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getBackgroundCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The background check */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundCheck"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listBackgroundCheckReplies: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundCheckReplyPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    recordBackgroundCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckRecord"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundCheck"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    remindBackgroundCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckRemind"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundCheck"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    preAdverseBackgroundCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckPreAdverse"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundCheck"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    acknowledgeBackgroundCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckAcknowledge"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundCheck"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    adverseBackgroundCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckAdverse"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundCheck"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    clearBackgroundCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckClear"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundCheck"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    cancelBackgroundCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckCancel"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackgroundCheck"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    takeOverInterview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interview"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    handBackInterview: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Interview"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createMessage: {
        parameters: {
            query?: {
                /** @description `candidate` writes on behalf of the candidate; without it HR speaks */
                from?: "hr" | "candidate";
            };
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewMessage"];
                "multipart/form-data": components["schemas"]["NewVoiceMessage"];
            };
        };
        responses: {
            /** @description Taken into the chat */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMedia: {
        parameters: {
            query?: never;
            header?: {
                /** @description One range of bytes: `bytes=0-1023` */
                range?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
                /** @description The id of the recording, as `media_id` of a turn has it */
                media_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole recording */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": string;
                    "audio/webm": string;
                    "audio/mp4": string;
                    "audio/mpeg": string;
                    "audio/aac": string;
                    "audio/wav": string;
                };
            };
            /** @description The part that was asked for */
            206: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": string;
                    "audio/webm": string;
                    "audio/mp4": string;
                    "audio/mpeg": string;
                    "audio/aac": string;
                    "audio/wav": string;
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            416: components["responses"]["NoSuchRange"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTickets: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those that are in this state */
                state?: "open" | "answered" | "closed";
                /** @description Only those of this kind */
                kind?: "person" | "question" | "knockout" | "injection" | "abuse" | "protected" | "correction" | "addendum" | "screening" | "duplicate" | "erasure" | "appeal" | "undecided" | "untold" | "step" | "resignation" | "pay" | "link" | "voice" | "unsent" | "unread";
                /** @description Only those of this interview */
                interview_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description urgent: wishes for a person first, then the oldest */
                order?: "urgent" | "oldest" | "newest";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTicket: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The ticket */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    answerTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketAnswer"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    closeTicket: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["TicketClosing"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those of this opening */
                opening_id?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description Only those of this application */
                application_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            /** @description Made; `state` says whether it goes out */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The invitation */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description The id of the last event seen */
                after?: string;
                /** @description The same as `after`: a list goes on by either */
                cursor?: string;
                /** @description Only events of this type, like `interview.completed` */
                type?: string;
                /** @description Only those of this application */
                application_id?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamEvents: {
        parameters: {
            query?: {
                /** @description The same, for the first time; without either, from now on */
                after?: string;
                /** @description Only events of this type, like `interview.completed` */
                type?: string;
                /** @description Only those of this application */
                application_id?: string;
            };
            header?: {
                /** @description The id of the last event seen */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each event with its `id`, its type as `event`, and itself as `data` */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookEndpoints: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpointPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewWebhookEndpoint"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhookEndpoint"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookEndpointChange"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only those that are in this state */
                state?: "pending" | "delivered" | "failed";
            };
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    pingWebhookEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As far as it has come */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With the new secret */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeWebhookEndpoint"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayWebhooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookReplay"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listKeys: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewKey"];
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeKey"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Key"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyRotation"];
            };
        };
        responses: {
            /** @description With the new secret */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeKey"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    inviteUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Invited */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedUser"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserChange"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    inviteUserAgain: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description With the link */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedUser"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The id of the one that is meant */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSessions"];
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    revokeUserSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description Kept for 24 h: the same key and body have one effect and one answer */
                "idempotency-key"?: string;
            };
            path: {
                /** @description The id of the one that is meant */
                id: string;
                /** @description The id of the session, which has to be one of this person */
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Those that are left */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotent-Replayed": components["headers"]["Idempotent-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserSessions"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAuditLog: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before */
                cursor?: string;
                /** @description Rows of one page, 1 to 100 */
                limit?: number;
                /** @description Only what this key, user or command did */
                actor?: string;
                /** @description Only those of this person */
                candidate_id?: string;
                /** @description Only this action, by the name of its operation */
                action?: string;
                /** @description Only what was at this moment or later */
                since?: string;
                /** @description Before that moment */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditLogEntryPage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It lives */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liveness"];
                };
            };
            /** @description Another method than GET */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It can be used, perhaps without a part */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description Another method than GET */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The database cannot be used */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The figures */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
        };
    };
    reportBackgroundCheck: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name under which it is set up */
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckReport"];
            };
        };
        responses: {
            /** @description Taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            503: components["responses"]["Unavailable"];
        };
    };
    reportContract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name under which it is set up */
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractReport"];
            };
        };
        responses: {
            /** @description Taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            503: components["responses"]["Unavailable"];
        };
    };
    reportOnboarding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The name under which it is set up */
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingReport"];
            };
        };
        responses: {
            /** @description Taken */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            404: components["responses"]["NotFound"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            503: components["responses"]["Unavailable"];
        };
    };
    openChat: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code of an opening, or of a personal invitation */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description The page, which says that nobody knows the code */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    listChatMessages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code of an opening, or of a personal invitation */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The thread */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatThread"];
                };
            };
            401: components["responses"]["NoKey"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    writeChatMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The code of an opening, or of a personal invitation */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewChatMessage"];
                "multipart/form-data": components["schemas"]["NewChatVoice"];
            };
        };
        responses: {
            /** @description Stored */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenChatMessage"];
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            403: components["responses"]["NoScope"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["Collision"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["WrongType"];
            422: components["responses"]["Invalid"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    streamChat: {
        parameters: {
            query?: {
                /** @description The `cursor` of the thread */
                after?: string;
            };
            header?: never;
            path: {
                /** @description The code of an opening, or of a personal invitation */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Unreadable"];
            401: components["responses"]["NoKey"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["TooMany"];
            503: components["responses"]["Unavailable"];
        };
    };
    onCandidateCreated: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CandidateCreatedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onCandidateErased: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CandidateErasedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onApplicationCreated: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplicationCreatedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onInterviewStarted: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterviewStartedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onInterviewCompleted: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterviewCompletedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onInterviewAmended: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterviewAmendedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onInterviewHandedOff: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InterviewHandedOffEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onAssessmentCreated: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssessmentCreatedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onDecisionRecorded: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionRecordedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onStageChanged: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StageChangedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBackgroundCheckCollecting: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckCollectingEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBackgroundCheckPending: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckPendingEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBackgroundCheckSuspended: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckSuspendedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBackgroundCheckConsider: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckConsiderEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBackgroundCheckOnHold: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckOnHoldEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBackgroundCheckClear: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckClearEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBackgroundCheckAdverse: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckAdverseEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onBackgroundCheckCanceled: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackgroundCheckCanceledEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onContractDraft: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractDraftEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onContractSent: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractSentEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onContractSigned: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractSignedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onContractDeclined: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractDeclinedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onContractExpired: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractExpiredEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onContractVoided: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContractVoidedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onOnboardingScheduled: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingScheduledEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onOnboardingCheckedIn: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingCheckedInEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onOnboardingNoShow: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingNoShowEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onOnboardingCompleted: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingCompletedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onOnboardingCanceled: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingCanceledEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onOnboardingLate: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OnboardingLateEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onShiftClaimed: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShiftClaimedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onEmploymentStarted: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmploymentStartedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onEmploymentLeaving: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmploymentLeavingEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onEmploymentEnded: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmploymentEndedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onApprovalPending: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalPendingEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onApprovalApproved: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalApprovedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onApprovalRejected: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalRejectedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onApprovalCanceled: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalCanceledEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onOptOutRecorded: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OptOutRecordedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onOptInRecorded: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OptInRecordedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onTicketCreated: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TicketCreatedEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onWebhookPing: {
        parameters: {
            query?: never;
            header: {
                /** @description The id of the event, and the same at every try and every replay: keep it, and drop a second one */
                "webhook-id": string;
                /** @description Seconds since 1970 of this try. Refuse what is more than five minutes away from your clock */
                "webhook-timestamp": string;
                /** @description `v1,` and the base64 of HMAC-SHA256 over `{webhook-id}.{webhook-timestamp}.{body}`; several, with a space between, while the secret is rotated */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPingEvent"];
            };
        };
        responses: {
            /** @description Yours: nobody is here any more. The endpoint is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Yours: it was taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
