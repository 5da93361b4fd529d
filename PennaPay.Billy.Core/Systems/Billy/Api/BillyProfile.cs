using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Systems.Billy.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Billy.Api;

/// <summary>How Billy is spoken to.</summary>
internal sealed class BillyProfile(IOptions<BillyOptions> options) : ApiProfile
{
    /// <summary>The most bytes of a page of a list: up to 1000 records with what is embedded in them.</summary>
    public const int LargestList = 20 * 1024 * 1024;

    /// <summary>Billy's tokens have 40 characters.</summary>
    public static AccessTokenRule TokenRule { get; } = new(20, 200);

    /// <summary>The organisation behind the token.</summary>
    public static ApiRead<OrganizationAnswer, BillyOrganization> Organization { get; } = new(
        "organization", BillyAnswers.Default.OrganizationAnswer, answer => BillyId.IsGiven(answer.Organization) ? answer.Organization : null);

    public override string Name => "Billy";

    public override string SecretHeader => "X-Access-Token";

    public override string UserAgent => "PennaPay.Billy";

    public override TimeSpan RequestTimeout => options.Value.RequestTimeout;

    public override int ReadRetries => options.Value.MaxReadRetries;

    public override double RequestsPerSecond => options.Value.RequestsPerSecond;

    public override int Burst => 2;

    public override bool IsSuccess<TAnswer>(TAnswer answer) => answer is not Answer { Meta.Success: false };

    public override ApiRefusal? ReadRefusal(ReadOnlySpan<byte> body) => BillyRefusals.Read(body);

    public override bool MayHideItsReason(ApiException refused, string resource) =>
        BillyRefusals.MayMeanLocked(refused) && resource != Organization.Path;

    /// <summary>Asks whether the organisation is locked. It is not when Billy does not say.</summary>
    public override async Task<ApiException?> FindReasonAsync(
        ApiReader reader, ApiAccess access, ApiException refused, CancellationToken cancellationToken)
    {
        try
        {
            var organization = await reader.ReadOnceAsync(access, Organization, cancellationToken);
            return organization.IsLocked == true
                ? new ApiException(ApiFailure.Locked, refused.Message)
                {
                    Said = refused.Said,
                    StatusCode = refused.StatusCode,
                    ErrorCode = refused.ErrorCode,
                    LockedReason = SpokenText.Clean(organization.LockedReason, access.Token)
                        ?? SpokenText.Clean(organization.LockedCode, access.Token),
                    MayHaveBeenProcessed = refused.MayHaveBeenProcessed,
                }
                : null;
        }
        catch (Exception exception) when (exception is ApiException or OperationCanceledException)
        {
            // The first refusal is what the caller has to know.
            return null;
        }
    }
}
