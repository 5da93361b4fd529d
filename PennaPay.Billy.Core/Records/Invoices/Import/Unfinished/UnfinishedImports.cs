using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using PennaPay.Billy.Core.Access;
using PennaPay.Billy.Core.Records.Invoices.Import.Planning;
using PennaPay.Billy.Core.Storage;

namespace PennaPay.Billy.Core.Records.Invoices.Import.Unfinished;

/// <summary>Imports that wait for answers: kept for a month, and in bounds.</summary>
public sealed class UnfinishedImports(Database database, UnfinishedImportFeed feed, TimeProvider time)
{
    /// <summary>The most bytes that a workspace keeps, compressed, of all its unfinished imports together.</summary>
    public const long MostBytes = 20 * 1024 * 1024;

    /// <summary>The most that a workspace keeps.</summary>
    public const int Most = 50;

    /// <summary>How long one is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>All that the workspace has, the newest first.</summary>
    public async Task<IReadOnlyList<UnfinishedImport>> ListAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await Kept(db).OrderByDescending(import => import.Id).ToListAsync(cancellationToken);
    }

    /// <summary>How many the workspace has.</summary>
    public async Task<int> CountAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var db = database.Read(workspace);
        return await Kept(db).CountAsync(cancellationToken);
    }

    /// <summary>Keeps files for later.</summary>
    /// <param name="actor">Who leaves them.</param>
    /// <param name="files">The files; one that was too large to be read is left out.</param>
    /// <param name="answers">What has been answered, by the question's id.</param>
    /// <param name="questions">How many questions are not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="id">The one that was opened again, which these take the place of.</param>
    public async Task<KeepImportResult> KeepAsync(
        Actor actor, IReadOnlyList<ImportFile> files, IReadOnlyDictionary<string, ImportAnswer> answers, int questions,
        CancellationToken cancellationToken, Guid? id = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        // Compressing takes its time, and is not for somebody who may not bring files in.
        actor.Demand(Permission.ImportInvoices);
        List<ImportFile> readable = [.. files.Where(file => file.Content is not null)];
        var packed = await Task.Run(() => readable.ConvertAll(file => Pack(file.Content!)), cancellationToken);
        var bytes = packed.Sum(content => (long)content.Length);
        var result = await database.WriteAsync(actor, Permission.ImportInvoices, async (db, token) =>
        {
            var others = await Kept(db).Where(import => import.Id != id).SumAsync(import => import.Bytes, token);
            if (others + bytes > MostBytes || await Kept(db).CountAsync(import => import.Id != id, token) >= Most)
                return (KeepImportResult)new KeepImportResult.NoRoom();
            await db.Set<UnfinishedImport>().Where(import => import.Id == id).ExecuteDeleteAsync(token);
            var now = time.GetUtcNow();
            var import = new UnfinishedImport
            {
                Id = Guid.CreateVersion7(now),
                WorkspaceId = actor.Workspace,
                At = now,
                StartedBy = actor.Name,
                FileNames = [.. readable.Take(UnfinishedImport.MostNames).Select(file => file.Name)],
                FileCount = readable.Count,
                Questions = questions,
                Answers = new(answers),
                Bytes = bytes,
            };
            db.Add(import);
            db.AddRange(readable.Zip(packed, (file, content) => (file, content)).Index().Select(one => new UnfinishedImportFile
            {
                ImportId = import.Id, Position = one.Index, WorkspaceId = actor.Workspace, Name = one.Item.file.Name, Format = one.Item.file.Format,
                Content = one.Item.content,
            }));
            db.Audit("import.kept", nameof(UnfinishedImport), import.Id.ToString(), readable.Count);
            return new KeepImportResult.Kept(import.Id);
        }, cancellationToken);
        feed.Publish(new(actor.Workspace));
        return result;
    }

    /// <summary>The files of one, to be planned anew; null where there is none any more.</summary>
    public async Task<OpenedImport?> OpenAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Demand(Permission.ImportInvoices);
        await using var db = database.Read(actor.Workspace);
        if (await Kept(db).FirstOrDefaultAsync(import => import.Id == id, cancellationToken) is not { } import)
            return null;
        var files = await db.Set<UnfinishedImportFile>().Where(file => file.ImportId == id).OrderBy(file => file.Position).ToListAsync(cancellationToken);
        return new(id, await Task.Run(() => files.ConvertAll(file => ImportFile.Of(file.Name, file.Format, Unpack(file.Content))), cancellationToken), import.Answers);
    }

    /// <summary>Forgets one: it was imported, or nobody wants it.</summary>
    public async Task ForgetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await database.WriteAsync(actor, Permission.ImportInvoices, async (db, token) =>
        {
            if (await db.Set<UnfinishedImport>().Where(import => import.Id == id).ExecuteDeleteAsync(token) > 0)
                db.Audit("import.forgotten", nameof(UnfinishedImport), id);
        }, cancellationToken);
        feed.Publish(new(actor.Workspace));
    }

    /// <summary>Forgets what has been kept for long enough, in all workspaces. Answers how many.</summary>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var oldest = time.GetUtcNow() - KeptFor;
        await using var everywhere = database.Read(default);
        // The clock sweeps for all workspaces alike.
        var workspaces = await everywhere.Set<UnfinishedImport>().IgnoreQueryFilters().Where(import => import.At < oldest)
            .Select(import => import.WorkspaceId).Distinct().ToListAsync(cancellationToken);
        var forgotten = 0;
        foreach (var workspace in workspaces)
        {
            forgotten += await database.WriteAsync(
                workspace, (db, token) => db.Set<UnfinishedImport>().Where(import => import.At < oldest).ExecuteDeleteAsync(token), cancellationToken);
        }

        return forgotten;
    }

    // What is due to be forgotten is not shown until the sweep comes round.
    private IQueryable<UnfinishedImport> Kept(WorkspaceDbContext db)
    {
        var oldest = time.GetUtcNow() - KeptFor;
        return db.Set<UnfinishedImport>().Where(import => import.At >= oldest);
    }

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
            gzip.Write(content);
        return packed.ToArray();
    }

    // Packed by us, of a file that was no larger than it may be.
    private static byte[] Unpack(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed, writable: false), CompressionMode.Decompress);
        using var content = new MemoryStream();
        gzip.CopyTo(content);
        return content.ToArray();
    }
}
