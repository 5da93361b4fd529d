using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PennaPay.Billy.Core.Http;

/// <summary>How long requests to other systems take, and how they end; how many there are falls out of it.</summary>
internal sealed class RequestMeter(IMeterFactory factory)
{
    /// <summary>What a request is counted as that its caller gave up.</summary>
    public const string Canceled = "canceled";

    private readonly Histogram<double> duration = ProgramMeter.Of(factory).CreateHistogram(
        "pennapay.request.duration", "s", "Requests to other systems, each try by itself, from connecting to the last byte.",
        tags: null,
        // As ASP.NET Core has them, up to the time that a request may take.
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30] });

    /// <param name="system">What people call the system.</param>
    /// <param name="method">The method.</param>
    /// <param name="status">What was answered, if anything was.</param>
    /// <param name="error">What kind of failure it was, if it was one.</param>
    /// <param name="took">From connecting to the last byte.</param>
    public void Record(string system, HttpMethod method, int? status, string? error, TimeSpan took)
    {
        if (!duration.Enabled)
            return;
        var tags = new TagList { { ProgramMeter.System, system }, { "http.request.method", method.Method } };
        if (status is not null)
            tags.Add("http.response.status_code", status);
        if (error is not null)
            tags.Add("error.type", error);
        duration.Record(took.TotalSeconds, tags);
    }
}
