using Microsoft.Extensions.Logging;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billy;
using PennaPay.Billy.Core.Systems.Billy.Api;
using PennaPay.Billy.Core.Values;

namespace PennaPay.Billy.Core.Connections;

/// <summary>Connects a workspace to its organisation in Billy, keeps watch over it and opens it for use.</summary>
public sealed partial class Connector(
    ConnectionStore record, SecretVault vault, BillyReader billy, BillyEndpoints endpoints, TimeProvider time, ILogger<Connector> logger)
{
    private static readonly Failure NoSandbox = new(FailureCodes.SystemUnavailable, "The sandbox is not running.");

    /// <summary>How the workspace stands with Billy, without asking Billy.</summary>
    public async Task<ConnectionView> ViewAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        ViewOf(await record.ReadAsync(workspace, cancellationToken));

    /// <summary>Asks Billy whose token this is and stores it encrypted. Nothing changes unless Billy answers with the organisation.</summary>
    /// <param name="workspace">Who connects.</param>
    /// <param name="pastedToken">What the user pasted; white space around it doesn't matter.</param>
    /// <param name="sandbox">Whether to connect to the sandbox instead of the real Billy.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ConnectResult> ConnectAsync(
        WorkspaceId workspace, string? pastedToken, bool sandbox, CancellationToken cancellationToken)
    {
        if (BillyEndpoints.TokenRule.Check(pastedToken, out var token) is { } problem)
            return new ConnectResult.BadToken(problem);

        var (organization, failure) = await AskWhoseAsync(token!, sandbox, cancellationToken);
        if (organization is null)
            return new ConnectResult.Failed(failure!);
        if (vault.Protect(workspace, token!) is not { } ciphertext)
            return new ConnectResult.Failed(new Failure(FailureCodes.EncryptionKeyMissing));

        var now = time.GetUtcNow();
        var settingsWereReset = false;
        var connection = await record.ChangeAsync(workspace, row =>
        {
            settingsWereReset = ForgetSettingsOfAnother(row, organization, sandbox);
            row.ProtectedToken = ciphertext;
            row.TokenLastFour = token!.LastFour;
            row.UsesSandbox = sandbox;
            row.ConnectedAt = now;
            Verify(row, organization, now);
        }, cancellationToken);
        Log.Connected(logger, workspace, organization.Id, sandbox);
        return new ConnectResult.Connected(ViewOf(connection), settingsWereReset);
    }

    /// <summary>
    /// Asks Billy with the stored token. A success also lets pushes go on that waited for a person; a failure leaves
    /// the time of the last success as it was.
    /// </summary>
    public async Task<TestResult> TestAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var stored = await record.ReadAsync(workspace, cancellationToken);
        var (access, refusal) = Open(stored);
        if (access is null)
            return new TestResult.Failed(refusal!, ViewOf(stored));

        var (organization, failure) = await AskWhoseAsync(access.Token, stored!.UsesSandbox, cancellationToken);
        var now = time.GetUtcNow();
        var connection = await record.ChangeAsync(
            stored, row => { if (organization is null) row.Fail(failure!, now); else Verify(row, organization, now); }, cancellationToken);
        return organization is null
            ? new TestResult.Failed(failure!, ViewOf(connection))
            : new TestResult.Verified(ViewOf(connection));
    }

    /// <summary>Deletes the stored token. The settings stay for the same organisation; Billy is not told.</summary>
    public async Task<ConnectionView> DisconnectAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var connection = await record.ChangeAsync(workspace, row =>
        {
            row.ProtectedToken = row.TokenLastFour = null;
            row.OrganizationName = row.RegistrationNo = row.BaseCurrency = row.CountryId = null;
            row.InvoiceNoMode = row.AppUrl = null;
            row.ConnectedAt = row.LastVerifiedAt = null;
            row.Recover();
            row.Resume();
        }, cancellationToken);
        Log.Disconnected(logger, workspace);
        return ViewOf(connection);
    }

    /// <summary>
    /// Stores both settings, or neither. Billy is asked only for an account code that is new, so that automatic push can
    /// be switched off when Billy is away.
    /// </summary>
    public async Task<SaveSettingsResult> SaveSettingsAsync(
        WorkspaceId workspace, BillySettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var code = settings.DefaultAccountCode?.Trim() is { Length: > 0 } typed ? typed : null;
        var stored = await record.ReadAsync(workspace, cancellationToken);
        if (stored?.ProtectedToken is null)
            return new SaveSettingsResult.Refused(new Failure(FailureCodes.NotConnected));

        if (code is not null && code != stored.DefaultAccountCode)
        {
            var (accounts, failure) = await AskForAccountsAsync(stored, cancellationToken);
            if (accounts is null)
                return new SaveSettingsResult.Refused(failure!);
            if (!accounts.Any(account => account.AccountNo == code))
                return new SaveSettingsResult.Refused(new Failure(FailureCodes.AccountUnknown, code.Length > 50 ? code[..50] : code));
        }

        var from = settings.AutoPushFrom ?? (settings.AutoPush ? time.DanishToday() : null);
        var connection = await record.ChangeAsync(
            workspace,
            row => (row.DefaultAccountCode, row.AutoPush, row.AutoPushFrom) = (code, settings.AutoPush, from),
            cancellationToken);
        return new SaveSettingsResult.Saved(ViewOf(connection));
    }

    /// <summary>The accounts that sales can go to, asked from Billy.</summary>
    public async Task<ListAccountsResult> ListAccountsAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var (accounts, failure) = await AskForAccountsAsync(await record.ReadAsync(workspace, cancellationToken), cancellationToken);
        if (accounts is null)
            return new ListAccountsResult.Refused(failure!);

        return new ListAccountsResult.Listed([
            .. accounts
                .Where(account => account is { NatureId: "revenue", AccountNo: not null })
                .Select(account => new SalesAccount(account.AccountNo!, account.Name ?? ""))
                .OrderBy(account => account.Code, StringComparer.Ordinal),
        ]);
    }

    /// <summary>Opens the connection for calls to Billy. Billy is not asked here.</summary>
    public async Task<BillyAccessResult> OpenAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var stored = await record.ReadAsync(workspace, cancellationToken);
        var (access, refusal) = Open(stored);
        return access is null ? new BillyAccessResult.Refused(refusal!) : new BillyAccessResult.Opened(access, stored!);
    }

    /// <summary>Makes the workspace's pushes wait: until a time, or until a person has seen to it.</summary>
    public Task PauseAsync(WorkspaceId workspace, Failure failure, DateTimeOffset? until, CancellationToken cancellationToken) =>
        record.ChangeAsync(workspace, row => Pause(row, failure, until), cancellationToken);

    /// <summary>The same, unless another token has been stored since the connection was opened.</summary>
    public Task PauseAsync(Connection openedWith, Failure failure, DateTimeOffset? until, CancellationToken cancellationToken) =>
        record.ChangeAsync(openedWith, row => Pause(row, failure, until), cancellationToken);

    /// <summary>Lets the workspace's pushes go on.</summary>
    public Task ResumeAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        record.ChangeAsync(workspace, row => row.Resume(), cancellationToken);

    private void Pause(Connection row, Failure failure, DateTimeOffset? until)
    {
        var now = time.GetUtcNow();
        row.Pause(failure, now, until);
        if (failure.ConcernsTheConnection())
            row.Fail(failure, now);
    }

    private (ApiAccess? Access, Failure? Refusal) Open(Connection? stored)
    {
        if (stored?.ProtectedToken is not { } ciphertext)
            return (null, new Failure(FailureCodes.NotConnected));
        if (vault.Unprotect(stored.WorkspaceId, ciphertext) is not { } token)
            return (null, new Failure(FailureCodes.EncryptionKeyMissing));
        return AddressOf(stored.UsesSandbox) is { } address
            ? (new ApiAccess(endpoints.Profile, address, token, stored.OrganizationId), null)
            : (null, NoSandbox);
    }

    private async Task<(BillyOrganization? Organization, Failure? Failure)> AskWhoseAsync(
        AccessToken token, bool sandbox, CancellationToken cancellationToken)
    {
        if (AddressOf(sandbox) is not { } address)
            return (null, NoSandbox);
        try
        {
            var organization = await billy.GetOrganizationAsync(new ApiAccess(endpoints.Profile, address, token), cancellationToken);
            // A locked organisation still answers reads, but no draft would get through.
            return organization.IsLocked == true
                ? (null, new Failure(FailureCodes.OrganizationLocked, organization.LockedReason))
                : (organization, null);
        }
        catch (ApiException exception)
        {
            return (null, ApiFailures.DescribeRead(exception));
        }
    }

    private async Task<(IReadOnlyList<BillyAccount>? InUse, Failure? Failure)> AskForAccountsAsync(
        Connection? stored, CancellationToken cancellationToken)
    {
        var (access, refusal) = Open(stored);
        if (access is null)
            return (null, refusal);
        try
        {
            var accounts = await billy.ListAccountsAsync(access, cancellationToken);
            return ([.. accounts.Where(account => account.IsArchived != true)], null);
        }
        catch (ApiException exception)
        {
            var failure = ApiFailures.DescribeRead(exception);
            if (failure.ConcernsTheConnection())
                await record.ChangeAsync(stored!, row => row.Fail(failure, time.GetUtcNow()), cancellationToken);
            return (null, failure);
        }
    }

    private ConnectionView ViewOf(Connection? stored)
    {
        if (stored is null)
            return new ConnectionView(ConnectionStatus.NotConnected);

        var (_, refusal) = Open(stored);
        var status = refusal?.Code switch
        {
            FailureCodes.NotConnected => ConnectionStatus.NotConnected,
            FailureCodes.EncryptionKeyMissing => ConnectionStatus.KeyMissing,
            not null => ConnectionStatus.Failing,
            null => stored.Problem is null ? ConnectionStatus.Connected : ConnectionStatus.Failing,
        };
        return new ConnectionView(
            status, stored.TokenLastFour, stored.OrganizationName, stored.RegistrationNo, stored.BaseCurrency,
            stored.LastVerifiedAt, status == ConnectionStatus.NotConnected ? null : refusal ?? stored.Problem,
            stored.DefaultAccountCode, stored.AutoPush, stored.AutoPushFrom, stored.UsesSandbox, stored.PauseAt(time.GetUtcNow()))
        {
            ConnectedAt = stored.ConnectedAt,
            FailedAt = stored.FailedAt,
            NumberingMode = Numbering.ModeOf(stored.InvoiceNoMode),
            NumberUse = stored.NumberUse,
        };
    }

    private Uri? AddressOf(bool sandbox) => sandbox ? endpoints.Sandbox : endpoints.Billy;

    private static void Verify(Connection row, BillyOrganization organization, DateTimeOffset now)
    {
        row.OrganizationId = organization.Id;
        row.OrganizationName = organization.Name;
        row.RegistrationNo = organization.RegistrationNo;
        row.BaseCurrency = organization.BaseCurrencyId;
        row.CountryId = organization.CountryId;
        row.InvoiceNoMode = organization.InvoiceNoMode;
        row.AppUrl = organization.AppUrl;
        row.LastVerifiedAt = now;
        row.Recover();
        // A pause for too many requests, or for an outcome nobody knows, is not answered by a test.
        if (row.PauseCode is not (FailureCodes.RateLimited or FailureCodes.OutcomeUnknown))
            row.Resume();
    }

    /// <summary>
    /// An account code means another account elsewhere, its series of numbers is another, and nobody asked for automatic
    /// pushes there.
    /// </summary>
    private static bool ForgetSettingsOfAnother(Connection row, BillyOrganization organization, bool sandbox)
    {
        var isAnother = row.OrganizationId is not null && (row.OrganizationId != organization.Id || row.UsesSandbox != sandbox);
        if (!isAnother || row is { DefaultAccountCode: null, AutoPush: false, NumberUse: NumberUse.Reference })
            return false;
        (row.DefaultAccountCode, row.AutoPush, row.AutoPushFrom, row.NumberUse) = (null, false, null, NumberUse.Reference);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Workspace {Workspace} connected to Billy's organisation {Organization} (sandbox: {Sandbox}).")]
        public static partial void Connected(ILogger logger, WorkspaceId workspace, string organization, bool sandbox);

        [LoggerMessage(LogLevel.Information, "Workspace {Workspace} disconnected from Billy.")]
        public static partial void Disconnected(ILogger logger, WorkspaceId workspace);
    }
}
