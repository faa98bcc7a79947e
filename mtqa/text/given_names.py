"""Given names that are common in the news of many countries, in the spellings that English uses.

Compiled by hand. Names that are words or places as often ("Rose", "Mark", "Chelsea", "Israel") are left out.
"""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    # English and Western European
    "Aaron Abigail Adam Adrian Alan Albert Alejandro Alexander Alexandra Alfred Alice Alison Allison Amanda "
    "Amelia Amy Andrea Andreas Andrew Angela Angus Anita Ann Anna Anne Annette Anthony Antoine Antonio Arnold "
    "Arthur Barbara Beatriz Benedict Benjamin Bernard Bernd Birgit Brandon Brenda Brendan Brian Bruno Bryan "
    "Carla Carlos Carmen Caroline Catherine Cecilia Charles Charlotte Christian Christina Christine "
    "Christopher Claire Clara Claude Claudia Colin Connor Craig Cristina Cynthia Daniel Daniela Danielle David "
    "Deborah Dennis Derek Diana Diego Dominic Donald Dorothy Douglas Duncan Eduardo Edward Edwin Eleanor Elena "
    "Elisabeth Elizabeth Ellen Emily Emma Emmanuel Enrique Eric Erica Ernest Ernesto Esther Eugene Felipe "
    "Fernando Fiona Francesca Francesco Francis Francisco Frederick Fredrik Friedrich Gabriel Gareth Gavin "
    "Geoffrey George Gerald Gerard Giorgio Giovanni Giuseppe Gordon Graham Gregory Guillaume Gustavo Hannah "
    "Harold Harriet Heather Helen Helmut Henri Henrik Henry Howard Hugo Ingrid Isabel Isabella Jack Jacob "
    "Jacqueline Jacques James Jane Janet Jason Javier Jean Jeffrey Jennifer Jeremy Jerome Jessica Joachim Joan "
    "Joanna Joel Johan Johannes John Jonas Jonathan Jorge Joseph Joshua José Juan Judith Julia Julian Julie "
    "Julio Jürgen Karen Karl Katherine Kathleen Keith Kenneth Kevin Kimberly Klaus Konrad Laura Lauren "
    "Lawrence Leonard Leonardo Linda Louis Louise Lucas Lucia Ludwig Luis Luke Marcel Marco Marcos Margaret "
    "Maria Marie Mario Marion Martin Martina Mathieu Matteo Matthew Maurice Melissa Michael Michel Michelle "
    "Miguel Mitchell Monica Monika Natalie Nathan Neil Nicholas Nicola Nicolas Nicole Nigel Olaf Oliver Olivia "
    "Oscar Pablo Patricia Patrick Paula Pedro Peter Philip Philippe Pierre Rachel Ralph Raymond Rebecca Renate "
    "Ricardo Richard Robert Roberto Rodrigo Roland Ronald Rosemary Rudolf Samantha Samuel Sandra Sarah "
    "Sebastian Sergio Sharon Simon Sophie Stefan Stefano Stephanie Stephen Steven Stuart Susan Susanne Sylvia "
    "Theodore Theresa Thomas Timothy Tobias Ulrich Ursula Valerie Vanessa Veronica Victor Victoria Vincent "
    "Virginia Walter Werner Wilhelm William Wolfgang "
    # Slavic, Baltic, Caucasian, Central Asian
    "Aleksandr Aleksandra Aleksei Aleksey Alexei Alexey Alisher Anastasia Anatoly Andrei Andrej Andrey Andriy "
    "Andrzej Anton Arkady Arseniy Artem Artur Bogdan Bohdan Boris Borys Bronisław Dariga Denis Denys Dmitri "
    "Dmitry Dmytro Donatas Dragan Eduard Evgeny Fyodor Galina Gennady Goran Grigory Halyna Hryhoriy Igor Ihor "
    "Ilham Ilya Irakli Irina Iryna Ivan Ivana Jarosław Kakha Katarzyna Kirill Konstantin Krzysztof Larisa Lech "
    "Leonid Levan Lyudmila Maksim Maksym Marek Mateusz Maxim Mikhail Mikheil Milan Milorad Mykhailo Mykola "
    "Nadezhda Natalia Nikita Nikol Nikolai Nikolay Nino Nursultan Oksana Oleg Oleh Oleksandr Oleksiy Olena "
    "Olga Pavel Pavlo Petr Petro Piotr Radosław Ramzan Roman Ruslan Salome Sergei Sergey Serhiy Shavkat "
    "Slobodan Stanislav Svetlana Svitlana Taras Tatiana Tatyana Tetiana Tomasz Vadim Vadym Valentin Valentina "
    "Valery Vasily Vasyl Viktor Viktoria Vitali Vitaly Vladimir Vladislav Vojislav Volodymyr Vyacheslav "
    "Wojciech Yaroslav Yegor Yelena Yevgeny Yevhen Yulia Yuri Yuriy Yury Zbigniew Zoran Zurab "
    # Arabic, Persian, Turkish, Hebrew, African
    "Abdallah Abdel Abdul Abdullah Abubakar Adamu Ahmad Ahmed Ahmet Aisha Akbar Alhassan Alireza Amina Aminu "
    "Amir Amira Anwar Ayman Aziz Babatunde Bashar Bashir Bassam Benny Binyamin Burak Cemal Chukwuemeka Devlet "
    "Ebrahim Ehud Ekrem Emeka Emre Faisal Farid Farouk Fatima Fatma Fuad Gamal Garba Ghassan Habib Hadi Hakan "
    "Halima Hamid Hamza Hasan Hassan Hossein Husain Hussain Hussein Ibrahim Idris Imran Isaac Ismail Jamal "
    "Kamal Kassim Kemal Khaled Khalid Khalil Kwame Leila Mahmoud Mahmud Mansour Mariam Marwan Mehdi Mehmet "
    "Mohamed Mohammad Mohammed Mojtaba Moshe Mostafa Muhammad Muhammadu Murtala Musa Mustafa Nabil Naftali "
    "Nasser Nawaf Ngozi Nouri Olusegun Omar Osman Rachid Rafik Rashid Recep Reza Riyad Saad Sadiq Saeed Saleh "
    "Salim Salman Sami Samir Selahattin Shimon Shireen Sulaiman Süleyman Tamar Tarek Tariq Uhuru Usman Waleed "
    "Walid Yahya Yair Yakubu Yasser Yemi Yitzhak Yoav Yousef Youssef Yusuf Zainab Zakaria Zayed Zeynep "
    # South, East and South-East Asian
    "Aditya Ajay Akira Amit Anil Anwar Arun Arvind Ashok Asif Deepak Ganesh Gautam Haruki Hiroshi Imelda "
    "Indira Joko Junichiro Kazuo Kenji Kiran Kumar Lakshmi Mahinda Makoto Manmohan Mukesh Naoto Narendra Nawaz "
    "Nirmala Prabowo Pranab Priya Priyanka Rahul Raj Rajesh Ranil Ravi Rodrigo Sanjay Satoshi Shahbaz Shigeru "
    "Shinzo Sonia Subrahmanyam Sunil Suresh Takeshi Taro Vijay Vikram Yoshihide Yuki".split()
)
