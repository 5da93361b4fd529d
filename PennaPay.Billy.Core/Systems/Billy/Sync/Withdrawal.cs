using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Sync.Records;

namespace PennaPay.Billy.Core.Systems.Billy.Sync;

/// <summary>Takes back what was created: Billy keeps what something needs, and that is archived instead.</summary>
internal static class Withdrawal
{
    /// <param name="delete">Billy answers a missing record with success.</param>
    /// <param name="archive">What is done with one that Billy refuses to delete.</param>
    public static async Task<WithdrawOutcome> RunAsync(Func<Task> delete, Func<Task> archive)
    {
        try
        {
            await delete();
            return WithdrawOutcome.Deleted;
        }
        catch (ApiException inUse) when (inUse.Failure == ApiFailure.Invalid)
        {
            try
            {
                await archive();
                return WithdrawOutcome.Archived;
            }
            catch (ApiException gone) when (IsGone(gone))
            {
                return WithdrawOutcome.Deleted;
            }
        }
        catch (ApiException gone) when (IsGone(gone))
        {
            return WithdrawOutcome.Deleted;
        }
    }

    // Another 404 may be of somebody who is not Billy.
    private static bool IsGone(ApiException refused) => refused is { Failure: ApiFailure.NotFound, ErrorCode: "RECORD_NOT_FOUND" };
}
