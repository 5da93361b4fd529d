using System.Diagnostics;

namespace PennaPay.Billy.Tests.Support;

/// <summary>The program as a process of its own, for what only a process shows: exit codes, and being killed.</summary>
public static class ChildProgram
{
    /// <summary>Runs it until it ends by itself; for a program that refuses to start.</summary>
    public static async Task<(int ExitCode, string Errors)> RunToEndAsync(string environment, params (string Key, string Value)[] settings)
    {
        using var process = Start(environment, settings);
        var (exitCode, _, errors) = await EndAsync(process);
        return (exitCode, errors);
    }

    /// <summary>Runs one of its commands, such as <c>backup</c>, on a data folder.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunCommandAsync(string dataDirectory, params string[] arguments)
    {
        using var process = StartCommand(dataDirectory, arguments);
        return await EndAsync(process);
    }

    /// <summary>Starts one of its commands, to be killed.</summary>
    public static Process StartCommand(string dataDirectory, params string[] arguments) =>
        Start("Production", arguments, ("Storage:DataDirectory", dataDirectory));

    /// <summary>Starts it with settings written as in configuration, such as <c>Storage:DataDirectory</c>.</summary>
    public static Process Start(string environment, params (string Key, string Value)[] settings) => Start(environment, [], settings);

    /// <summary>Runs the program of the tests, which does one thing and may die at a named point of it.</summary>
    public static async Task<(int ExitCode, string Errors)> RunTestProgramAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildProgram).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_DbgEnableMiniDump"] = "0", ["DOTNET_TieredPGO"] = "0" },
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program could not be started.");
        var (exitCode, _, errors) = await EndAsync(process);
        return (exitCode, errors);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> EndAsync(Process process)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, (await output).Trim(), errors.Trim());
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(string environment, string[] arguments, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PennaPay.Billy.Web.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (key, value) in TestKeys.For(environment).Concat(settings))
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("The program could not be started.");
    }
}
