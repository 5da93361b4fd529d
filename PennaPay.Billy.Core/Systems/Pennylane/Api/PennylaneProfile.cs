using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Http.Answers;
using PennaPay.Billy.Core.Http.Lists;
using PennaPay.Billy.Core.Http.Pace;
using PennaPay.Billy.Core.Systems.Pennylane.Api.Wire;

namespace PennaPay.Billy.Core.Systems.Pennylane.Api;

/// <summary>How Pennylane is spoken to.</summary>
internal sealed class PennylaneProfile(IOptions<PennylaneOptions> options) : ApiProfile
{
    /// <summary>The most bytes of a page of a list: 100 records with what is embedded in them.</summary>
    public const int LargestList = 20 * 1024 * 1024;

    private static readonly TimeSpan Counted = TimeSpan.FromSeconds(5);

    /// <summary>The tokens that OAuth gives have 43 characters, those that people make themselves about as many.</summary>
    public static AccessTokenRule TokenRule { get; } = new(20, 500);

    public override string Name => "Pennylane";

    public override string? SecretHeader => "Authorization";

    public override string? SecretScheme => "Bearer";

    public override string UserAgent => "PennaPay.Billy";

    public override TimeSpan RequestTimeout => options.Value.RequestTimeout;

    public override int ReadRetries => options.Value.MaxReadRetries;

    /// <summary>A page has a hundred records only, and whoever reads a list takes its time to store each page.</summary>
    public override ListLimits Lists { get; } =
        new(Pages: 5000, Bytes: 2L * 1024 * 1024 * 1024, Time: TimeSpan.FromHours(3), RecordsAPage: 1000);

    public override double RequestsPerSecond => options.Value.RequestsPerFiveSeconds / Counted.TotalSeconds;

    public override int Burst => Math.Max(options.Value.RequestsPerFiveSeconds, 1);

    public override TimeSpan? Window => Counted;

    public override RequestAllowance? ReadAllowance(HttpResponseHeaders headers, DateTimeOffset now) =>
        RequestAllowance.Read(headers, "ratelimit-remaining", "ratelimit-reset", now);

    public override ApiRefusal? ReadRefusal(ReadOnlySpan<byte> body) => PennylaneRefusals.Read(body);
}
