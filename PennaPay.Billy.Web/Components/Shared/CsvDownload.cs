using System.Globalization;
using PennaPay.Billy.Core.Values;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Components.Shared;

/// <summary>A table that is taken along as a file.</summary>
internal static class CsvDownload
{
    /// <summary>For who is signed in, not too often, and not for as long as they like.</summary>
    public static void MapCsv(this IEndpointRouteBuilder endpoints, string path, Delegate export) =>
        endpoints.MapGet(path, export).RequireAuthorization().RequireRateLimiting(RequestLimits.Exports).WithRequestTimeout(RequestLimits.Exports);

    /// <param name="context">The request, whose answer is kept nowhere on the way.</param>
    /// <param name="write">Writes the file.</param>
    /// <param name="name">What it is a table of; the day is added.</param>
    /// <param name="time">Tells the day.</param>
    public static IResult Of(HttpContext context, Func<Stream, Task> write, string name, TimeProvider time)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Stream(write, "text/csv; charset=utf-8", $"{name}-{Day(time.DanishToday())}.csv");
    }

    /// <summary>A cell that spreadsheets read as a time.</summary>
    public static string Time(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, DanishTime.Zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
