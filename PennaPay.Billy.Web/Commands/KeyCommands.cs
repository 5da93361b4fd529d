using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Connections.Renewal;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Keys;
using PennaPay.Billy.Web.Health;

namespace PennaPay.Billy.Web.Commands;

/// <summary>Makes, replaces and recovers what opens the access tokens. A recovery key is shown once and kept nowhere.</summary>
internal sealed class KeyCommands(IServiceProvider services)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private readonly StorageOptions storage = services.GetRequiredService<IOptions<StorageOptions>>().Value;
    private readonly KeyRing ring = services.GetRequiredService<KeyRing>();
    private readonly Escrow escrow = services.GetRequiredService<Escrow>();
    private readonly MasterKeySource source = services.GetRequiredService<MasterKeySource>();

    /// <summary>Makes the installation's first master key.</summary>
    public string Create(string file)
    {
        file = Path.GetFullPath(file);
        if (ring.WrappedBy().FirstOrDefault() is { } other)
            throw new CommandRefusedException(
                $"The keys in '{storage.KeysPath}' are wrapped by the master key {other} already. Write it anew with 'keys recover', or replace it with 'keys rotate --master'.");
        var master = MasterKey.Create();
        Write(file, master);
        return $"{Named(file, master)} {Recovery(escrow.Put(master))}";
    }

    /// <summary>Makes a new recovery key for the master key in use; the one before opens nothing any more.</summary>
    public string PutInEscrow()
    {
        var master = Master();
        return $"The master key {master.Id} has a new recovery key. {Recovery(escrow.Put(master))}";
    }

    /// <summary>Writes the master key anew from its copy in the data folder.</summary>
    public async Task<string> RecoverAsync(string file, TextReader input, TextWriter output)
    {
        file = Path.GetFullPath(file);
        if (escrow.Ids().Count == 0)
            throw new CommandRefusedException(
                $"There is no copy of a master key in '{storage.DataDirectory}'. Say where the program keeps its data, such as --Storage:DataDirectory=/var/lib/pennapay, or restore a backup, which has one.");
        // Not an argument: those stand in the shell's history, and everybody on the machine sees them.
        await output.WriteLineAsync("Type the recovery key:");
        var recovery = RecoveryKey.TryParse(await input.ReadLineAsync())
            ?? throw new CommandRefusedException("That is no recovery key: it has eight groups of four letters. Look for a letter that is missing or wrong, and try again.");
        var master = escrow.Open(recovery)
            ?? throw new CommandRefusedException($"That recovery key opens no copy in '{storage.DataDirectory}'. A newer one may have taken its place; take that, or a backup of its time.");
        Write(file, master);
        return Named(file, master);
    }

    /// <summary>Adds a newest key to the ring, under which all secrets are encrypted anew.</summary>
    public async Task<string> RotateAsync()
    {
        await CommandDatabase.DemandAsync(services, storage);
        Demand();
        if (!source.IsNamed && !services.GetRequiredService<IHostEnvironment>().IsDevelopment())
            Master();
        using var folder = services.GetRequiredService<DataFolder>();
        var isHeld = folder.Take() is null;
        if (isHeld)
            ring.WrapWhatIsClear();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var key = services.GetRequiredService<IKeyManager>().CreateNewKey(now, now + Lifetime);
        var made = $"The key ring has the new key {key.KeyId}; older ones only open from now on.";
        var renewal = services.GetRequiredService<SecretRenewal>();
        return isHeld
            ? $"{made} {Said(await renewal.RenewAsync(default))}"
            : $"{made} {Said(await renewal.CountAsync(default))} The running program encrypts those anew within two minutes; 'keys status' says how many are left.";
    }

    /// <summary>Wraps the ring by a new master key. Interrupted, it goes on where it was.</summary>
    public string RotateMaster(string file)
    {
        file = Path.GetFullPath(file);
        var before = Master();
        DemandWhole();
        using var folder = services.GetRequiredService<DataFolder>();
        if (folder.Take() is { } holder)
            throw new CommandRefusedException($"The folder '{storage.DataDirectory}' is in use by {holder}. Stop the program first: it has to start with the new master key.");
        var master = File.Exists(file) ? Begun(file, before) : MasterKey.Create();
        if (ring.WrappedBy().FirstOrDefault(id => id != before.Id && id != master.Id) is { } other)
            throw new CommandRefusedException($"Keys in '{storage.KeysPath}' are wrapped by the master key {other}. Name that one in Storage:MasterKeyFile first.");
        if (!File.Exists(file))
            Write(file, master);
        var recovery = escrow.Put(master);
        ring.WrapAnew(before, master);
        foreach (var id in escrow.Ids().Where(id => id != master.Id))
            escrow.Delete(id);
        return $"{Named(file, master)} The master key {before.Id} opens nothing in '{storage.DataDirectory}' any more, only older copies of it. {Recovery(recovery)}";
    }

    /// <summary>How keys and secrets stand.</summary>
    public async Task<string> StatusAsync()
    {
        await CommandDatabase.DemandAsync(services, storage);
        var master = Demand();
        var recovery = master is not null && escrow.Ids().Contains(master.Id) ? "a recovery key" : "no recovery key; make one with 'keys escrow'";
        var wrapped = KeyRing.IsWrapped(storage) ? $"wrapped by the master key {master?.Id}, for which there is {recovery}" : "in clear";
        return $"The keys in '{storage.KeysPath}' are {wrapped}. {Said(await services.GetRequiredService<SecretRenewal>().CountAsync(default))}";
    }

    private static string Said(SecretAges ages) =>
        $"{ages.Newest} access tokens are under the newest key, {ages.Older} under older ones{(ages.Unreadable > 0 ? $", and {ages.Unreadable} can be opened by none" : "")}.";

    private static string Named(string file, MasterKey master) => $"The master key {master.Id} is in '{file}'. Start the program with Storage:MasterKeyFile set to it.";

    private static string Recovery(RecoveryKey key) => string.Join(
        Environment.NewLine,
        "If that file is ever lost, 'keys recover' writes it anew with this recovery key. Print it, and keep it away from the backups; it is not shown again:",
        "",
        key.Encode());

    private void Write(string file, MasterKey master)
    {
        if (LastingFolder.IsInside(file, storage.DataDirectory))
            throw new CommandRefusedException($"'{file}' lies in the data folder, beside what it opens. Name a file elsewhere.");
        if (File.Exists(file))
            throw new CommandRefusedException($"There is a file '{file}' already. Name another; a master key is never written over. A recovery key for the one in use is made by 'keys escrow'.");
        try
        {
            OwnerOnly.WriteFile(file, master.Encode(), overwrite: false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"'{file}' could not be written ({fault.Message.TrimEnd('.')}). Make its folder, and run this as the user whom the program runs as.");
        }
    }

    private static MasterKey Begun(string file, MasterKey before) =>
        MasterKey.TryParse(File.ReadAllText(file)) is { } begun && begun.Id != before.Id
            ? begun
            : throw new CommandRefusedException($"There is a file '{file}' already. Name another; a master key is never written over.");

    private MasterKey Master()
    {
        var (master, problem) = source.Read();
        return master ?? throw new CommandRefusedException(problem ?? "There is no master key. Say where it is, such as --Storage:MasterKeyFile=/etc/pennapay/master-key, or make one with 'keys create'.");
    }

    private MasterKey? Demand()
    {
        DemandWhole();
        return ring.FindProblem() is { } problem ? throw new CommandRefusedException(problem) : source.Read().Key;
    }

    private void DemandWhole()
    {
        if (KeyRing.FindDamaged(storage) is [var key, ..])
            throw new CommandRefusedException($"The key file '{key.File}' cannot be read ({key.Problem}). Put it back from a backup, or move it away.");
    }
}
