namespace PennaPay.Billy.Tests.PowerCut;

/// <summary>What can be under way when the power goes.</summary>
internal enum Moment
{
    Write,
    Sync,
    Request,
    Answer,
}

/// <summary>
/// A disk as one program's life sees it, with a power cut somewhere in it: what the program says to be synced is kept, of the
/// rest some is. Once the power is gone nothing is read, written or sent.
/// </summary>
internal sealed class LossyDisk(Random chance)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, DiskFile> files = [];
    // Deleted, but the folder was not synced since.
    private readonly Dictionary<string, DiskFile> deleted = [];
    private readonly TaskCompletionSource cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Moment? cutAt;
    private int momentsLeft;
    private string image = "";

    /// <summary>Ends when the power goes.</summary>
    public Task PowerCut => cut.Task;

    public bool IsOff => cut.Task.IsCompleted;

    /// <summary>Lets the power go at the so many-th moment of one kind from now, and puts what is left into a folder.</summary>
    public void CutAt(Moment moment, int count, string folder)
    {
        lock (gate)
            (cutAt, momentsLeft, image) = (moment, count, folder);
    }

    /// <summary>Lets the power go now, unless it went before.</summary>
    public void CutNow(string folder)
    {
        lock (gate)
        {
            if (IsOff)
                return;
            image = folder;
            Cut();
        }
    }

    /// <summary>Something is about to happen. False if the power is gone before it does.</summary>
    public bool Reaches(Moment moment)
    {
        lock (gate)
        {
            if (!IsOff && moment == cutAt && --momentsLeft <= 0)
                Cut();
            return !IsOff;
        }
    }

    /// <summary>A file is opened, with what it held before; null if it was not there.</summary>
    public DiskFile Open(string path, Func<byte[]?> before)
    {
        lock (gate)
        {
            if (!files.TryGetValue(path, out var file))
            {
                var content = before();
                files[path] = file = new(content ?? [], isNamed: content is not null);
            }

            return file;
        }
    }

    /// <summary>Notes what a file is told, in the order in which it is. Does nothing and says so once the power is gone.</summary>
    public bool Tell(DiskFile? file, Moment moment, Action<DiskFile> change)
    {
        lock (gate)
        {
            if (!Reaches(moment))
                return false;
            if (file is null)
                return true;
            var wasNamed = file.IsNamed;
            change(file);
            // SQLite syncs the folder with the first sync of a log or journal.
            if (file.IsNamed && !wasNamed)
                deleted.Clear();
            return true;
        }
    }

    /// <summary>A file is deleted, for certain where the folder is synced with it.</summary>
    public bool Delete(string path, bool isSynced)
    {
        lock (gate)
        {
            if (!Reaches(Moment.Write))
                return false;
            if (files.Remove(path, out var file) && file.IsNamed)
                deleted[path] = file;
            if (isSynced)
                deleted.Clear();
            return true;
        }
    }

    private void Cut()
    {
        Directory.CreateDirectory(image);
        foreach (var path in files.Keys.Union(deleted.Keys).Order(StringComparer.Ordinal))
        {
            if (Found(path) is { } file)
                File.WriteAllBytes(Path.Combine(image, Path.GetFileName(path)), file.AfterPowerCut(chance));
        }

        files.Clear();
        deleted.Clear();
        cut.SetResult();
    }

    private DiskFile? Found(string path)
    {
        var file = files.GetValueOrDefault(path);
        if (file is { IsNamed: true })
            return file;
        DiskFile?[] possible = [file, deleted.GetValueOrDefault(path), null];
        return possible[chance.Next(possible.Length)];
    }
}
