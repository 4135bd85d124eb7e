package pellucid.eval.experiment.movies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small table of made-up films, each with two keywords that few others have. */
public final class SampleFilms {
    private static final List<String> HEROES = List.of(
            "dragon",
            "submarine",
            "violin",
            "beekeeper",
            "detective",
            "astronaut",
            "vampire",
            "chess",
            "football",
            "pirate",
            "chef",
            "robot");
    private static final List<String> PLACES = List.of("desert", "castle", "island", "prison", "school");
    private static final List<String> GENRES = List.of("Drama", "Comedy", "Horror", "Adventure", "Romance");
    private static final String KNOWN = """
            t,Titanic,"A rich girl and a poor artist fall in love aboard an ocean liner that sinks.","Drama, Romance","ship, iceberg",1997,7.9
            y,Toy Story,"A cowboy doll is jealous of a new space ranger; toys come to life when nobody looks.","Animation, Comedy","toy, jealousy",1995,8.0
            h,Her,"A lonely writer falls in love with his artificially intelligent operating system.","Romance, Drama","loneliness, computer",2013,7.0
            g,Groundhog Day,"A weatherman lives the same day again and again.","Comedy, Fantasy","time loop, winter",1993,7.6
            f,Fight Club,"An office worker and a soap maker found a fight club.","Drama, Thriller","soap, fight",1999,8.4
            """;

    private SampleFilms() {}

    /** Writes the table. */
    public static Path write(Path folder) throws IOException {
        StringBuilder csv = new StringBuilder("id,title,plot,genres,keywords,year,rating\n").append(KNOWN);
        for (int i = 0; i < HEROES.size(); i++) {
            for (int j = 0; j < PLACES.size(); j++) {
                String hero = HEROES.get(i);
                String place = PLACES.get(j);
                csv.append(i * PLACES.size() + j)
                        .append(",The ")
                        .append(hero)
                        .append(" of the ")
                        .append(place)
                        .append(",A story about a ")
                        .append(hero)
                        .append(" in a ")
                        .append(place)
                        .append('.')
                        .append(",\"")
                        .append(GENRES.get(i % 5))
                        .append(", ")
                        .append(GENRES.get((i + 1 + j % 4) % 5))
                        .append("\",\"")
                        .append(hero)
                        .append(", ")
                        .append(place)
                        .append("\",")
                        .append(1950 + i)
                        .append(",6.")
                        .append(j)
                        .append('\n');
            }
        }
        return Files.writeString(folder.resolve("films.csv"), csv);
    }
}
