using System.Data.Common;
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
        keys create <file>                          makes the master key, which nothing of the data folder opens without
        keys recover <file>                         writes the master key anew; asks for its recovery key
        keys escrow                                 makes a new recovery key for the master key
        keys rotate [--master <file>]               encrypts with a new key from now on; or makes a new master key, with the program stopped
        keys status                                 says which keys the access tokens are under
        Without a command the program serves the dashboard. Settings may follow, such as --Storage:DataDirectory=/srv/pennapay.
        """;

    /// <summary>Whether this is no call to serve: the first argument is no setting.</summary>
    public static bool IsCommand(string[] args) => args is [var first, ..] && (first is "--help" or "-h" || !IsSetting(first));

    /// <param name="args">What the program was called with.</param>
    /// <param name="output">Takes a line of what was done.</param>
    /// <param name="errors">Takes a line of what is wrong.</param>
    /// <param name="input">Where what may not stand on the command line is typed.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, TextReader? input = null)
    {
        try
        {
            await output.WriteLineAsync(await DoAsync(args[0], [.. args.Skip(1)], input ?? Console.In, output));
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

    private static async Task<string> DoAsync(string command, string[] args, TextReader input, TextWriter output)
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
                args = Take(args, "--to", out var to);
                TheOnly([to ?? ""], "Say with --to which empty folder shall be the data folder.");
                return await BackupCommands.RestoreAsync(ServicesOf(args), TheOnly(Words(args), "Name the backup that shall be restored."), to!);
            case "owner":
                if (TheOnly(Words(args), "Say 'owner reset'.") != "reset")
                    throw new UsageException("Say 'owner reset'.");
                return await OwnerCommands.ResetAsync(ServicesOf(args));
            case "keys":
                args = Take(args, "--master", out var master);
                try
                {
                    return await KeysAsync(Words(args), master, new(ServicesOf(args)), input, output);
                }
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or DbException)
                {
                    throw new CommandRefusedException($"That could not be done ({fault.Message.TrimEnd('.')}). Run this as the user whom the program runs as, and try again.");
                }
            default:
                throw new UsageException($"There is no command '{command}'.");
        }
    }

    private static async Task<string> KeysAsync(string[] words, string? master, KeyCommands keys, TextReader input, TextWriter output) => words switch
    {
        ["create", var file] => keys.Create(file),
        ["recover", var file] => await keys.RecoverAsync(file, input, output),
        ["escrow"] => keys.PutInEscrow(),
        ["rotate"] => master is null ? await keys.RotateAsync() : keys.RotateMaster(TheOnly([master], "Name the file of the new master key after --master.")),
        ["status"] => await keys.StatusAsync(),
        ["create" or "recover"] => throw new UsageException("Name the file of the master key, outside the data folder."),
        _ => throw new UsageException("Say 'keys create', 'recover', 'escrow', 'rotate' or 'status'."),
    };

    /// <summary>The product as the settings have it, with nothing running.</summary>
    private static IServiceProvider ServicesOf(string[] args)
    {
        var builder = WebApplication.CreateBuilder([.. args.Where(IsSetting)]);
        builder.Services.AddCore(builder.Configuration);
        builder.Services.AddProgramSecurity(builder.Configuration);
        return builder.Build().Services;
    }

    /// <summary>Takes an option and the word after it away.</summary>
    private static string[] Take(string[] args, string option, out string? value)
    {
        var at = Array.IndexOf(args, option);
        value = null;
        if (at < 0)
            return args;
        value = args.ElementAtOrDefault(at + 1) is { } next && !next.StartsWith('-') ? next : "";
        return [.. args[..at], .. args.Skip(value.Length == 0 ? at + 1 : at + 2)];
    }

    private static string[] Words(string[] args) => [.. args.Where(arg => !IsSetting(arg))];

    private static string TheOnly(string[] words, string otherwise) => words is [{ Length: > 0 } word] ? word : throw new UsageException(otherwise);

    // As .NET reads a command line; a path may begin with a slash, too, so a setting with one is not taken for such.
    private static bool IsSetting(string arg) => arg.StartsWith('-') || arg.Contains('=', StringComparison.Ordinal);

    private sealed class UsageException(string message) : Exception(message);
}
