using PennaPay.Billy.Core;
using PennaPay.Billy.Core.Storage.Backups;
using PennaPay.Billy.Web.Security;

namespace PennaPay.Billy.Web.Commands;

/// <summary>What the program does instead of serving, when its first argument is a word.</summary>
internal static class CommandLine
{
    private const string Usage = """
        backup <folder or file.zip> [--with-keys]   takes a backup, also while the program runs
        restore <file.zip> --to <empty folder>      makes a data folder of a backup
        owner reset                                 gives the owner, who has lost the password, a new one
        Without a command the program serves the dashboard. Settings may follow, such as --Storage:DataDirectory=/srv/pennapay.
        """;

    /// <summary>Whether this is no call to serve: the first argument is no setting.</summary>
    public static bool IsCommand(string[] args) => args is [var first, ..] && (first is "--help" or "-h" || !IsSetting(first));

    /// <param name="args">What the program was called with.</param>
    /// <param name="output">Takes a line of what was done.</param>
    /// <param name="errors">Takes a line of what is wrong.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        try
        {
            await output.WriteLineAsync(await DoAsync(args[0], [.. args.Skip(1)]));
            return 0;
        }
        catch (Exception refusal) when (refusal is BackupRefusedException or CommandRefusedException)
        {
            await errors.WriteLineAsync(refusal.Message);
            return 1;
        }
        catch (UsageException wrong)
        {
            await errors.WriteLineAsync($"{wrong.Message}{Environment.NewLine}{Usage}");
            return 2;
        }
    }

    private static async Task<string> DoAsync(string command, string[] args)
    {
        switch (command)
        {
            case "--help" or "-h" or "help":
                return Usage;
            case "backup":
                var withKeys = args.Contains("--with-keys");
                args = [.. args.Where(arg => arg != "--with-keys")];
                return await BackupCommands.BackUpAsync(
                    ServicesOf(args), TheOnly(Words(args), "Name the folder or the file that the backup shall be written to."), withKeys);
            case "restore":
                var to = TheOnly([.. args.SkipWhile(arg => arg != "--to").Skip(1).Take(1)], "Say with --to which empty folder shall be the data folder.");
                args = [.. args.TakeWhile(arg => arg != "--to"), .. args.SkipWhile(arg => arg != "--to").Skip(2)];
                return await BackupCommands.RestoreAsync(ServicesOf(args), TheOnly(Words(args), "Name the backup that shall be restored."), to);
            case "owner":
                if (TheOnly(Words(args), "Say 'owner reset'.") != "reset")
                    throw new UsageException("Say 'owner reset'.");
                return await OwnerCommands.ResetAsync(ServicesOf(args));
            default:
                throw new UsageException($"There is no command '{command}'.");
        }
    }

    /// <summary>The product as the settings have it, with nothing running.</summary>
    private static IServiceProvider ServicesOf(string[] args)
    {
        var builder = WebApplication.CreateBuilder([.. args.Where(IsSetting)]);
        builder.Services.AddCore(builder.Configuration);
        builder.Services.AddProgramSecurity(builder.Configuration);
        return builder.Build().Services;
    }

    private static string[] Words(string[] args) => [.. args.Where(arg => !IsSetting(arg))];

    private static string TheOnly(string[] words, string otherwise) => words is [{ Length: > 0 } word] ? word : throw new UsageException(otherwise);

    // As .NET reads a command line; a path may begin with a slash, too, so a setting with one is not taken for such.
    private static bool IsSetting(string arg) => arg.StartsWith('-') || arg.Contains('=', StringComparison.Ordinal);

    private sealed class UsageException(string message) : Exception(message);
}
