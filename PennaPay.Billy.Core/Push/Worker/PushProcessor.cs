using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http.Writes;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Push.Ledger;
using PennaPay.Billy.Core.Push.Reconciling;
using PennaPay.Billy.Core.Push.Rules;
using PennaPay.Billy.Core.Push.Targets;
using PennaPay.Billy.Core.Records.Invoices;

namespace PennaPay.Billy.Core.Push.Worker;

/// <summary>Takes one push one step further: sends its document, or searches for one whose outcome is unclear.</summary>
internal sealed partial class PushProcessor(
    PushLedger ledger, InvoiceDetails invoices, PushTurns turns, Replacements replacements, Reconciler reconciler, QueuePauses pauses, UnclearHolds unclear, IOptions<HostOptions> host,
    TimeProvider time, ILogger<PushProcessor> logger)
{
    // Well under the time after which a document that seems lost is sent again, so that a worker which was held up cannot come
    // after it with the same one; and under what is left of a confirmed lease, so that nobody else begins meanwhile.
    internal static readonly TimeSpan LatestSend = TimeSpan.FromSeconds(90);

    // What is left of a shutdown's time after the last request, to write down how it ended.
    private static readonly TimeSpan TimeToWrite = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Does what is due. At a shutdown only reads are given up: a document in flight is seen through. Answers false when the
    /// lease or the push was lost to somebody else, so that this work should end.
    /// </summary>
    internal async Task<bool> ProcessAsync(LedgerEntry push, WorkContext work, CancellationToken stopping)
    {
        using var scope = logger.BeginScope(push.Scope());
        var waited = time.GetUtcNow() - push.QueuedAt;
        Log.TakenUp(logger, push.Id, push.State, push.Attempt, waited.TotalSeconds, push.BatchId);
        try
        {
            return push.State switch
            {
                PushState.Pending => await SendAsync(push, work, stopping),
                PushState.Unknown => await SearchAsync(push, work, stopping),
                _ => throw new InvalidOperationException($"Nothing is due for a push that is {push.State}."),
            };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // What it was is told where the whole queue is taken up again, and there no push is known.
            Log.Broke(logger, push.Id, fault.GetType());
            throw;
        }
    }

    /// <summary>
    /// Ends what waits for a connection that another took the place of: what was asked for one account never goes into
    /// another, and is not looked for there either.
    /// </summary>
    internal async Task<bool> GiveBackAsync(LedgerEntry push, CancellationToken cancellationToken)
    {
        using var scope = logger.BeginScope(push.Scope());
        return await SettleAsync(push, new PushSignal.Elsewhere(), null, null, cancellationToken);
    }

    /// <summary>Notes that the worker of a push died in the middle.</summary>
    internal async Task InterruptedAsync(LedgerEntry push, CancellationToken cancellationToken)
    {
        using var scope = logger.BeginScope(push.Scope());
        await SettleAsync(push, new PushSignal.Interrupted(), null, null, cancellationToken);
    }

    private async Task<bool> SendAsync(LedgerEntry push, WorkContext work, CancellationToken stopping)
    {
        Prepared prepared;
        try
        {
            if (await invoices.FindAsync(push.WorkspaceId, push.InvoiceId, stopping) is not { } invoice)
                return await RefuseAsync(push, new Failure(FailureCodes.InvoiceInvalid), work, stopping);
            var turn = await turns.TakeAsync(push, invoice, work, stopping);
            if (turn.Push is null)
                return turn.Refusal is { } turnedDown ? await RefuseAsync(push, turnedDown, work, stopping) : Lost(push);
            (push, work) = (turn.Push, work with { Push = work.Push with { Document = turn.Document } });
            prepared = await work.Action.PrepareAsync(work.Push, invoice, stopping);
            if (prepared is Prepared.Ready { Expected: var expected } && push.Purpose == PushPurpose.Document)
            {
                if (await reconciler.FindFirstAsync(push, expected, new(work.Target, work.Push.Opened), stopping) is { } finding)
                    return await AdoptAsync(push, finding, work, stopping, expected);
                switch (await replacements.RemoveAsync(push, work, stopping))
                {
                    case Replacement.Refused refused:
                        return await RefuseAsync(push, refused.Failure, work, stopping);
                    case Replacement.Failed failed:
                        return await NotDoneAsync(failed.Push, failed.Failure, work, stopping);
                    case Replacement.Lost:
                        return Lost(push);
                    case Replacement.Done done:
                        push = done.Push;
                        break;
                }
            }
        }
        catch (ApiException failure)
        {
            return await NotDoneAsync(push, failure, work, stopping);
        }

        return prepared switch
        {
            Prepared.Refused refused => await RefuseAsync(push, refused.Failure, work, stopping),
            Prepared.Ready ready => await SendAsync(push, ready, work, stopping),
            Prepared.Present present => await SettleAsync(
                push, new PushSignal.Searched(new SearchFinding.Ours(present.Document)), new RemoteAnswer(present.Document, Answer: present.Document.Described, Expected: present.Expected), work, stopping),
            _ => throw new InvalidOperationException("What is prepared is ready, there or refused."),
        };
    }

    private async Task<bool> SendAsync(LedgerEntry push, Prepared.Ready ready, WorkContext work, CancellationToken stopping)
    {
        CrashPoint.Reach("send.before-write-ahead");
        // From before the write ahead, which confirms the lease: wherever this process is stopped after it, nothing leaves later.
        var deadline = new SendDeadline(time, LatestSend);
        if (await ledger.BeginSendingAsync(push, ready, work.Lease, stopping) is not { } sending)
            return Lost(push);
        CrashPoint.Reach("send.after-write-ahead");
        Log.Sending(logger, sending.Id, sending.Attempt);

        using var late = new CancellationTokenSource(deadline.Left, time);
        var started = time.GetTimestamp();
        using var hurry = stopping.Register(() => Hurry(sending, late, started));
        PushSignal signal;
        RemoteAnswer answer;
        try
        {
            var document = await work.Action.SendAsync(work.Push with { Opened = work.Push.Opened.SendingBy(deadline) }, ready, late.Token);
            signal = SearchRules.JudgeAnswer(document, ready.Expected);
            answer = new RemoteAnswer(signal is PushSignal.Unclear ? null : document, Answer: document.Described);
        }
        catch (ApiException failure) when (failure.MayHaveBeenProcessed)
        {
            signal = new PushSignal.Unclear(new Failure(FailureCodes.OutcomeUnknown, failure.Said));
            answer = new RemoteAnswer(Answer: failure.Message);
        }
        catch (ApiException refusal)
        {
            if (!sending.Relinked && await work.Action.ForgetMissingAsync(work.Push, ready, refusal, CancellationToken.None)
                && await ledger.RelinkAsync(sending, CancellationToken.None) is not null)
            {
                Log.Relinked(logger, push.Id);
                return true;
            }

            signal = NotDone(refusal, work);
            answer = new RemoteAnswer(Answer: refusal.Message);
        }
        catch (ApiRequestCanceledException canceled)
        {
            // Cut off by our own shutdown it says nothing against the system: the next start looks what became of it.
            signal = canceled.MayHaveBeenProcessed
                ? stopping.IsCancellationRequested ? new PushSignal.Interrupted() : new PushSignal.Unclear(new Failure(FailureCodes.OutcomeUnknown))
                : new PushSignal.NotDone(ApiFailure.TimedOut, new Failure(FailureCodes.SystemUnavailable));
            answer = new RemoteAnswer();
        }

        CrashPoint.Reach("settle.before");
        return await SettleAsync(sending, signal, answer with { Duration = time.GetElapsedTime(started) }, work, CancellationToken.None);
    }

    /// <summary>Says what a shutdown waits for, and lets the request take no longer than the shutdown may.</summary>
    private void Hurry(LedgerEntry sending, CancellationTokenSource deadline, long started)
    {
        var (under, all) = (time.GetElapsedTime(started), host.Value.ShutdownTimeout);
        var left = all > 2 * TimeToWrite ? all - TimeToWrite : all / 2;
        if (left < LatestSend - under)
            deadline.CancelAfter(left);
        Log.StoppingWaits(logger, sending.Id, sending.ConnectionId, under.TotalSeconds, left.TotalSeconds);
    }

    private async Task<bool> SearchAsync(LedgerEntry push, WorkContext work, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        try
        {
            var expected = new ExpectedDocument(push.Key!, push.InvoiceNumber, push.Kind, push.PartyId!, push.Currency ?? "", push.Gross);
            // A miss proves only what was so when it was asked.
            var asked = time.GetUtcNow();
            var found = await work.Action.FindAsync(work.Push.Opened, push.Key, push.InvoiceNumber, alsoByNumber: false, stopping);
            // What is sent on is a document of which another push makes account.
            var known = push.Purpose == PushPurpose.Document ? await ledger.AccountedForAsync(push, [.. found.Select(d => d.Id)], stopping) : new HashSet<string>();
            var finding = SearchRules.Judge(found, expected, known, push.SentAt!.Value, push.FirstMissAt, work.Action.Traits, asked);
            CrashPoint.Reach("search.after");
            return await AdoptAsync(push, finding, work, stopping, duration: time.GetElapsedTime(started));
        }
        catch (ApiException failure) when (failure.Failure == ApiFailure.Away)
        {
            return true;
        }
        catch (ApiException failure)
        {
            return await SettleAsync(
                push,
                new PushSignal.SearchFailed(failure.Failure, ApiFailures.Describe(failure), failure.RetryAfter),
                new RemoteAnswer(Duration: time.GetElapsedTime(started), Answer: failure.Message),
                work,
                stopping);
        }
    }

    /// <summary>Settles a push by what was found of it.</summary>
    private async Task<bool> AdoptAsync(
        LedgerEntry push, SearchFinding finding, WorkContext work, CancellationToken stopping, ExpectedDocument? expected = null, TimeSpan? duration = null)
    {
        var document = finding switch
        {
            // What a list answers may not be whole; the fingerprint needs all of it.
            SearchFinding.Ours ours => await work.Action.GetAsync(work.Push.Opened, ours.Document.Id, stopping) ?? ours.Document,
            SearchFinding.Doubtful { Candidates: [var only] } => only,
            _ => null,
        };
        var answer = new RemoteAnswer(document, duration, document?.Described, expected);
        return await SettleAsync(push, new PushSignal.Searched(finding), answer, work, stopping);
    }

    private Task<bool> NotDoneAsync(LedgerEntry push, ApiException failure, WorkContext work, CancellationToken cancellationToken)
    {
        work.Push.Memory.Forget();
        // Nobody was asked, so nothing is to be written: the push stays due until the system is back.
        if (failure.Failure == ApiFailure.Away)
            return Task.FromResult(true);
        return SettleAsync(push, NotDone(failure, work), new RemoteAnswer(Answer: failure.Message), work, cancellationToken);
    }

    private Task<bool> RefuseAsync(LedgerEntry push, Failure failure, WorkContext work, CancellationToken cancellationToken) =>
        SettleAsync(push, new PushSignal.Refused(failure), null, work, cancellationToken);

    private async Task<bool> SettleAsync(
        LedgerEntry push, PushSignal signal, RemoteAnswer? answer, WorkContext? work, CancellationToken cancellationToken)
    {
        var step = PushStateMachine.Next(push, signal, time.GetUtcNow(), Random.Shared.NextDouble());
        var link = work is not null && answer?.Document is { } document ? work.Target.PageOf(work.Push.Connection, document.Id) : null;
        if (await ledger.SettleAsync(push, step, answer, link, cancellationToken) is not { } settled)
            return Lost(push);

        CrashPoint.Reach("settle.after");
        Log.Settled(logger, push.Id, push.State, step.State, settled.Attempt, step.Failure?.Code, answer?.Duration?.TotalMilliseconds);
        if (step.Hold is { } hold && work is not null && step.Failure is { } reason)
        {
            await pauses.PauseAsync(work.Push.Connection, reason, hold.Until, cancellationToken);
            Log.QueueHeld(logger, push.ConnectionId, reason.Code, hold.Until);
        }
        else if (step.IsUnclear)
            await unclear.HoldWhereSeveralAsync(push, step.Failure, cancellationToken);
        return true;
    }

    private static PushSignal.NotDone NotDone(ApiException failure, WorkContext work) =>
        new(failure.Failure, work.Action.Describe(failure), failure.RetryAfter);

    private bool Lost(LedgerEntry push)
    {
        Log.PushLost(logger, push.Id);
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Push {Push} is taken up as {State} (attempts so far: {Attempt}, queued {Seconds:0.0} s ago, batch {Batch}).")]
        public static partial void TakenUp(ILogger logger, Guid push, PushState state, int attempt, double seconds, Guid? batch);

        [LoggerMessage(LogLevel.Information, "Push {Push} is sent (attempt {Attempt}).")]
        public static partial void Sending(ILogger logger, Guid push, int attempt);

        [LoggerMessage(LogLevel.Warning, "Stopping waits for push {Push} into connection {Connection}, sent {Seconds:0.0} s ago, for {Left:0.0} s at the most.")]
        public static partial void StoppingWaits(ILogger logger, Guid push, Guid connection, double seconds, double left);

        [LoggerMessage(LogLevel.Information, "Push {Push} was refused for what it refers to, which is looked for anew.")]
        public static partial void Relinked(ILogger logger, Guid push);

        [LoggerMessage(LogLevel.Error, "Push {Push} ended in a fault ({Fault}).")]
        public static partial void Broke(ILogger logger, Guid push, Type fault);

        [LoggerMessage(LogLevel.Warning, "The queue of connection {Connection} holds still ({Code}, until {Until}).")]
        public static partial void QueueHeld(ILogger logger, Guid connection, string code, DateTimeOffset? until);

        [LoggerMessage(LogLevel.Information, "Push {Push} went from {From} to {To} (attempt {Attempt}, {Code}, {Milliseconds:0} ms).")]
        public static partial void Settled(
            ILogger logger, Guid push, PushState from, PushState to, int attempt, string? code, double? milliseconds);

        [LoggerMessage(LogLevel.Warning, "Push {Push} was taken over or changed meanwhile; nothing was written.")]
        public static partial void PushLost(ILogger logger, Guid push);
    }
}
