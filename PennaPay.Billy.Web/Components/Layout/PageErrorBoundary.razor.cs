using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;

namespace PennaPay.Billy.Web.Components.Layout;

/// <summary>Keeps a page's fault from ending the whole session: says so, with a code that the log knows, and offers a way on.</summary>
public sealed partial class PageErrorBoundary
{
    private string? supportCode;

    [Inject] public required ILogger<PageErrorBoundary> Logger { get; init; }

    protected override Task OnErrorAsync(Exception exception)
    {
        supportCode = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        Log.PageFailed(Logger, supportCode, exception);
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A page failed; the user was shown code {Code}.")]
        public static partial void PageFailed(ILogger logger, string code, Exception exception);
    }
}
