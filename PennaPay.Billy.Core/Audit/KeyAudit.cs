using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Access.Auditing;
using PennaPay.Billy.Core.Storage;
using PennaPay.Billy.Core.Storage.Keys;

namespace PennaPay.Billy.Core.Audit;

/// <summary>
/// Notes which keys come into the key ring and which go, by looking at it: they are made in the middle of something else, and
/// taken away from outside the program.
/// </summary>
internal sealed class KeyAudit(Database database, IOptions<StorageOptions> storage)
{
    private static readonly Actor Clock = Actor.Clock(default, "keys");

    private HashSet<Guid>? known;

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        known ??= await KnownAsync(cancellationToken);
        var there = KeyRing.Ids(storage.Value);
        foreach (var key in there.Except(known).ToList())
        {
            await database.NoteAsync(Clock, new("key.found", nameof(KeyRing), key.ToString()), cancellationToken);
            known.Add(key);
        }

        foreach (var key in known.Except(there).ToList())
        {
            await database.NoteAsync(Clock, new("key.lost", nameof(KeyRing), key.ToString()), cancellationToken);
            known.Remove(key);
        }
    }

    private async Task<HashSet<Guid>> KnownAsync(CancellationToken cancellationToken)
    {
        await using var db = database.Read(default);
        HashSet<Guid> keys = [];
        var noted = db.Set<AuditEntry>().Where(entry => entry.SubjectKind == nameof(KeyRing)).OrderBy(entry => entry.Id).Select(entry => new { entry.Action, entry.SubjectId });
        foreach (var note in await noted.ToListAsync(cancellationToken))
        {
            if (note.Action == "key.found")
                keys.Add(Guid.Parse(note.SubjectId!));
            else
                keys.Remove(Guid.Parse(note.SubjectId!));
        }

        return keys;
    }
}
