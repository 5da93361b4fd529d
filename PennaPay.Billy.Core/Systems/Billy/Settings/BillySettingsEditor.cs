using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Refusals;
using PennaPay.Billy.Core.Connections;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Systems.Billy.Postings.Books;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Systems.Billy.Settings;

/// <summary>The settings of a workspace's connection to Billy.</summary>
public sealed class BillySettingsEditor(
    Database database, ConnectionStore store, ConnectionOpener opener, Connector connector, BillyReader billy, TimeProvider time)
{
    /// <summary>
    /// Stores all settings, or none. Billy is asked only for an account code that is new, so that automatic push can be
    /// switched off when Billy is away.
    /// </summary>
    public async Task<SaveSettingsResult> SaveAsync(Actor actor, BillySettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var code = settings.DefaultAccountCode?.Trim() is { Length: > 0 } typed ? typed : null;
        var stored = await store.CurrentAsync(actor.Workspace, BillySystem.SystemId, cancellationToken);
        if (stored?.Secret is null)
            return new SaveSettingsResult.Refused(new Failure(FailureCodes.NotConnected));

        var from = settings.AutoPushFrom ?? (settings.AutoPush ? time.DanishToday() : null);
        var permission = settings.TakesMoreThan(stored.AutoPush, stored.AutoPushFrom, time.DanishToday()) ? Permission.GrantAccess : Permission.ManageConnections;
        await database.DemandAsync(actor, permission, cancellationToken);
        if (code is not null && code != stored.Choices.DefaultAccountCode)
        {
            var (accounts, failure) = await AskForAccountsAsync(stored, cancellationToken);
            if (accounts is null)
                return new SaveSettingsResult.Refused(failure!);
            if (!accounts.Any(account => account.AccountNo == code))
                return new SaveSettingsResult.Refused(new Failure(FailureCodes.AccountUnknown, code.Length > 50 ? code[..50] : code));
        }

        var connection = await store.ChangeAsync(actor, "connection.settings", stored.Id, row =>
        {
            // It may have been switched off since it was read.
            if (permission != Permission.GrantAccess && settings.TakesMoreThan(row.AutoPush, row.AutoPushFrom, time.DanishToday()))
                throw new PasswordNeededException();
            (row.AutoPush, row.AutoPushFrom) = (settings.AutoPush, from);
            row.Settings = (row.Choices with { DefaultAccountCode = code }).Store();
        }, cancellationToken, permission);
        return new SaveSettingsResult.Saved(connector.ViewOf(connection));
    }

    /// <summary>The accounts that sales can go to, asked from Billy.</summary>
    public async Task<ListAccountsResult> ListAccountsAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var stored = await store.CurrentAsync(workspace, BillySystem.SystemId, cancellationToken);
        var (accounts, failure) = await AskForAccountsAsync(stored, cancellationToken);
        if (accounts is null)
            return new ListAccountsResult.Refused(failure!);

        return new ListAccountsResult.Listed([
            .. accounts
                .Where(SalesAccounts.TakesSales)
                .Select(account => new SalesAccount(account.AccountNo!, account.Name ?? ""))
                .OrderBy(account => account.Code, StringComparer.Ordinal),
        ]);
    }

    private async Task<(IReadOnlyList<BillyAccount>? InUse, Failure? Failure)> AskForAccountsAsync(
        Connection? stored, CancellationToken cancellationToken)
    {
        var (opened, refusal) = opener.Open(stored);
        if (opened is null)
            return (null, refusal);
        try
        {
            var accounts = await billy.ListAccountsAsync(opened.Urgently().Access, cancellationToken);
            return ([.. accounts.Where(account => account.IsArchived != true)], null);
        }
        catch (ApiException exception)
        {
            var failure = ApiFailures.DescribeRead(exception);
            if (failure.ConcernsTheConnection())
                await store.ChangeAsync(opened.Connection, row => row.Fail(failure, time.GetUtcNow()), cancellationToken);
            return (null, failure);
        }
    }
}
