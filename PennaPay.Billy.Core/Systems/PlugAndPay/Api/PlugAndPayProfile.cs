using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Http.Lists;
using PennaPay.Billy.Core.Systems.PlugAndPay.Api.Wire;

namespace PennaPay.Billy.Core.Systems.PlugAndPay.Api;

/// <summary>How Plug&amp;Pay is spoken to.</summary>
internal sealed class PlugAndPayProfile(IOptions<PlugAndPayOptions> options) : ApiProfile
{
    /// <summary>The <see cref="ApiException.ErrorCode"/> of an answer that sends the request elsewhere.</summary>
    public const string Redirected = "redirected";

    /// <summary>The most bytes of a page of a list.</summary>
    public const int LargestList = 20 * 1024 * 1024;

    private const int RedirectStatus = 302;

    /// <summary>A key is a JSON web token of three parts, about a thousand characters.</summary>
    public static AccessTokenRule TokenRule { get; } = new(20, 4000);

    public override string Name => "Plug&Pay";

    public override string? SecretHeader => "Authorization";

    public override string? SecretScheme => "Bearer";

    /// <summary>Documented as required, word for word; others are said to be refused.</summary>
    public override string UserAgent => "CustomApiCall/2";

    public override TimeSpan RequestTimeout => options.Value.RequestTimeout;

    public override int ReadRetries => options.Value.MaxReadRetries;

    public override ListLimits Lists { get; } =
        new(Pages: 10_000, Bytes: 2L * 1024 * 1024 * 1024, Time: TimeSpan.FromHours(3), RecordsAPage: 1000);

    public override double RequestsPerSecond => options.Value.RequestsPerSecond;

    public override int Burst => 2;

    public override ApiRefusal? ReadRefusal(ReadOnlySpan<byte> body) => PlugAndPayRefusals.Read(body);

    public override bool MayHideItsReason(ApiException refused, string resource) => refused.StatusCode == RedirectStatus;

    /// <summary>
    /// Asks nothing: a redirect is documented as the answer to a request whose <c>Accept</c> is missing or another. What stands in it is
    /// a page for people.
    /// </summary>
    public override Task<ApiException?> FindReasonAsync(
        ApiReader reader, ApiAccess access, ApiException refused, CancellationToken cancellationToken) =>
        Task.FromResult<ApiException?>(new ApiException(
            ApiFailure.Unreadable, $"{Name} sent the request elsewhere instead of answering it: it took it for a visitor's, not a program's.")
        {
            StatusCode = refused.StatusCode,
            ErrorCode = Redirected,
            MayHaveBeenProcessed = refused.MayHaveBeenProcessed,
        });
}
