namespace PennaPay.Billy.Core.Http.Lists;

/// <summary>What is left for one list: each of its pages is asked for with the same budget.</summary>
internal sealed class ListBudget(TimeProvider time)
{
    private readonly long started = time.GetTimestamp();
    private long bytes;
    private int pages;

    /// <summary>Counts a page that is about to be asked for.</summary>
    /// <param name="profile">Whose list it is.</param>
    /// <param name="resource">What is listed.</param>
    /// <exception cref="ApiException">The list has cost all that it may.</exception>
    public void BeginPage(ApiProfile profile, string resource)
    {
        var limits = profile.Lists;
        pages++;
        var reached = pages > limits.Pages ? $"{limits.Pages} pages"
            : bytes >= limits.Bytes ? $"{limits.Bytes / 1024 / 1024} MB"
            : time.GetElapsedTime(started) > limits.Time ? $"{limits.Time.TotalSeconds:0} s"
            : null;
        if (reached is not null)
        {
            throw new ApiException(ApiFailure.TooMuch, $"{profile.Name}'s list of {resource} goes on after {reached}.")
            {
                MayHaveBeenProcessed = false,
            };
        }
    }

    /// <summary>Counts what was answered.</summary>
    public void Spend(int read) => bytes += read;
}
