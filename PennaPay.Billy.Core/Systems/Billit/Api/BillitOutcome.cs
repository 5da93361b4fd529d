using PennaPay.Billy.Core.Http;

namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>What came of one write, which was sent at most once.</summary>
internal abstract record BillitOutcome
{
    private BillitOutcome()
    {
    }

    /// <summary>A record was created. Billit answers its number and nothing else: what it made of it is to be read.</summary>
    public sealed record Created(long Id) : BillitOutcome;

    /// <summary>A webhook was created. Where no secret is answered, Billit sends it to the webhook's address.</summary>
    /// <param name="Id">What it is taken away by; null where Billit does not say.</param>
    /// <param name="Secret">What its calls are signed with; told this once.</param>
    public sealed record Registered(long? Id, AccessToken? Secret) : BillitOutcome;

    /// <summary>It is done. Of a transmission: Billit took it, and tells later whether it arrived.</summary>
    public sealed record Done : BillitOutcome;

    /// <summary>The same key succeeded before. Which record came of it is to be looked for.</summary>
    public sealed record AlreadyThere : BillitOutcome;

    /// <summary>It may have been done or not, which only looking tells.</summary>
    public sealed record Unknown(ApiException Why) : BillitOutcome;

    /// <summary>Billit did not do it, and says so. <see cref="ApiException.Failure"/> tells whether it is about the content, the token or the pace.</summary>
    public sealed record Refused(ApiException Why) : BillitOutcome
    {
        /// <summary>One of <see cref="BillitErrorCodes"/> or another; null where Billit gives none.</summary>
        public string? Code => Why.ErrorCode;

        /// <summary>What Billit says, in the language of the token's person.</summary>
        public string Message => Why.Message;
    }

    /// <summary>It did not leave this machine.</summary>
    public sealed record NotSent(ApiException Why) : BillitOutcome;

    /// <summary>What a failure of a write means.</summary>
    /// <param name="failed">What was said.</param>
    /// <param name="hasKey">Whether the write had an <see cref="IdempotencyKey"/>.</param>
    public static BillitOutcome Of(ApiException failed, bool hasKey)
    {
        // Of a write with a key, 409 means that the key is used. Said in other words it is only likely to.
        if (failed.StatusCode == 409 && hasKey)
            return BillitErrorCodes.KeyUsed.Equals(failed.ErrorCode, StringComparison.OrdinalIgnoreCase) ? new AlreadyThere() : new Unknown(failed);
        return failed.MayHaveBeenProcessed ? new Unknown(failed)
            : failed.StatusCode is null ? new NotSent(failed)
            : new Refused(failed);
    }
}
