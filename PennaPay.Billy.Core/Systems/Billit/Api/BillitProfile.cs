using System.Globalization;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Http.Lists;
using PennaPay.Billy.Core.Systems.Billit.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billit.Api;

/// <summary>How Billit is spoken to.</summary>
internal sealed class BillitProfile(IOptions<BillitOptions> options) : ApiProfile
{
    /// <summary>The most bytes of a page of a list: 120 records.</summary>
    public const int LargestList = 20 * 1024 * 1024;

    /// <summary>Nothing says how long keys are.</summary>
    public static AccessTokenRule TokenRule { get; } = new(16, 500);

    /// <summary>Whose token it is, and which companies it opens. The one call that makes sense without a company.</summary>
    public static ApiRead<BillitAccount, BillitAccount> Account { get; } = new(
        "v1/account/accountInformation", BillitAnswers.Default.BillitAccount, account => account);

    public override string Name => "Billit";

    public override string? SecretHeader => "Authorization";

    public override string? SecretScheme => "Bearer";

    public override string UserAgent => "PennaPay.Billy";

    public override TimeSpan RequestTimeout => options.Value.RequestTimeout;

    public override int ReadRetries => options.Value.MaxReadRetries;

    /// <summary>A page has 120 records at most, and whoever reads a list takes its time to store each page.</summary>
    public override ListLimits Lists { get; } =
        new(Pages: 2000, Bytes: 2L * 1024 * 1024 * 1024, Time: TimeSpan.FromHours(3), RecordsAPage: 1000);

    public override double RequestsPerSecond => options.Value.RequestsPerMinute / 60d;

    public override int Burst => 5;

    public override (string? Header, string? Scheme) SecretPlaceOf(ApiAccess access) =>
        access.IsGranted ? base.SecretPlaceOf(access) : ("ApiKey", null);

    /// <exception cref="InvalidOperationException">The account is no company of Billit's. Nothing leaves.</exception>
    public override IReadOnlyList<(string Name, string Value)> HeadersOf(ApiAccess access)
    {
        if (access.AccountId is null)
            return [];
        if (!BillitCompanyId.TryParse(access.AccountId, out var company))
            throw new InvalidOperationException("The account's id is none of Billit's.");
        var party = ("PartyID", company.PartyId.ToString(CultureInfo.InvariantCulture));
        return company.ContextPartyId is { } context
            ? [party, ("ContextPartyID", context.ToString(CultureInfo.InvariantCulture))]
            : [party];
    }

    public override ApiRefusal? ReadRefusal(ReadOnlySpan<byte> body) => BillitRefusals.Read(body);

    /// <summary>401 is also what Billit says of a record that is not there, or is another company's.</summary>
    public override bool MayHideItsReason(ApiException refused, string resource) =>
        refused.StatusCode == 401 && resource != Account.Path && !BillitErrorCodes.IsOfToken(refused.ErrorCode);

    /// <summary>Asks whether the token and the company are good. Then it is the record that is not.</summary>
    public override async Task<ApiException?> FindReasonAsync(
        ApiReader reader, ApiAccess access, ApiException refused, CancellationToken cancellationToken)
    {
        if (!BillitCompanyId.TryParse(access.AccountId, out var id))
            return null;
        try
        {
            var account = await reader.ReadOnceAsync(access, Account, cancellationToken);
            var isOpen = account.Companies.Any(company => (company.PartyId == id.PartyId || company.PartyId == id.ContextPartyId) && company.ApiAllowed != false);
            return new ApiException(isOpen ? ApiFailure.NotFound : ApiFailure.Forbidden, refused.Message)
            {
                Said = refused.Said,
                StatusCode = refused.StatusCode,
                ErrorCode = refused.ErrorCode,
                FieldErrors = refused.FieldErrors,
                MayHaveBeenProcessed = refused.MayHaveBeenProcessed,
            };
        }
        catch (Exception exception) when (exception is ApiException or OperationCanceledException)
        {
            // The first refusal is what the caller has to know.
            return null;
        }
    }
}
