using System.Diagnostics;

namespace PennaPay.Billy.Tests.Support;

/// <summary>The program as a process of its own, for what only a process shows: exit codes, and being killed.</summary>
public static class ChildProgram
{
    /// <summary>Runs it until it ends by itself; for a program that refuses to start.</summary>
    public static async Task<(int ExitCode, string Errors)> RunToEndAsync(string environment, params (string Key, string Value)[] settings)
    {
        using var process = Start(environment, settings);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = await process.StandardError.ReadToEndAsync(patience.Token);
            await output;
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, errors.Trim());
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Starts it with settings written as in configuration, such as <c>Storage:DataDirectory</c>.</summary>
    public static Process Start(string environment, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PennaPay.Billy.Web.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("The program could not be started.");
    }
}
